"""Who may act: the roles of section 1 and the four levels of the service ladder (服务上移)."""

from enum import IntEnum, StrEnum

from shared.vocabulary.text import Say, say


class Level(IntEnum):
    """A step of the service ladder."""

    RECEPTION = 0
    SUPERVISOR = 1
    MANAGER = 2
    ENTERPRISE = 3

    @property
    def words(self) -> Say:
        """What people call this level."""
        return _LEVELS[self]


_LEVELS = {
    Level.RECEPTION: say("reception", "接待人员"),
    Level.SUPERVISOR: say("supervisor", "客服主任"),
    Level.MANAGER: say("manager", "服务中心主任"),
    Level.ENTERPRISE: say("enterprise duty", "企业客服中心值班"),
}


class Role(StrEnum):
    """What a person or a system is to the desk (section 1)."""

    RECEPTIONIST = "receptionist"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    ENTERPRISE = "enterprise"
    DEPARTMENT = "department"
    CONTRACTOR = "contractor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    INTEGRATOR = "integrator"
    CUSTOMER = "customer"
    DESK = "desk"

    @property
    def level(self) -> Level | None:
        """The ladder level of this role, or None for a role beside the ladder."""
        return _ON_LADDER.get(self)

    @property
    def words(self) -> Say:
        """What people call this role."""
        return _ROLES[self]


_ON_LADDER = {
    Role.RECEPTIONIST: Level.RECEPTION,
    Role.SUPERVISOR: Level.SUPERVISOR,
    Role.MANAGER: Level.MANAGER,
    Role.ENTERPRISE: Level.ENTERPRISE,
}

_ROLES = {
    Role.RECEPTIONIST: say("receptionist", "接待人员"),
    Role.SUPERVISOR: say("customer-service supervisor", "客服主任"),
    Role.MANAGER: say("service-centre manager", "服务中心主任"),
    Role.ENTERPRISE: say("enterprise duty", "企业客服中心值班"),
    Role.DEPARTMENT: say("department", "部门"),
    Role.CONTRACTOR: say("contractor", "外包单位"),
    Role.AUDITOR: say("auditor", "审计"),
    Role.ADMINISTRATOR: say("administrator", "管理员"),
    Role.INTEGRATOR: say("integrator", "集成方"),
    Role.CUSTOMER: say("customer", "业主"),
    Role.DESK: say("system", "系统"),
}

STAFF = (Role.RECEPTIONIST, Role.SUPERVISOR, Role.MANAGER, Role.ENTERPRISE)
LEVEL_1_UP = STAFF[1:]
LEVEL_2_UP = STAFF[2:]
KEYLESS = frozenset({Role.CUSTOMER, Role.DESK})
"""Nobody is given a key of these: the desk acts by itself, a customer behind a link of their own (R10.2)."""
