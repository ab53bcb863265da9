"""Bodies outside the desk whose support a case may need (R8.4, section 1)."""

from shared.vocabulary.axes import Axis


class OutsideBody(Axis):
    """What kind of body it is (外部单位)."""

    OWNERS_COMMITTEE = "owners_committee", "owners' committee", "业委会"
    AUTHORITY = "authority", "authority or public body", "政府及社会部门"
    DEVELOPER = "developer", "developer", "开发商"
    OTHER_PART = "other_part", "other part of the company", "公司其他部门"
