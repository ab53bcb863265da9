"""What people complain about: believable matters with the words of everybody who has to do with them, in Chinese."""

from dataclasses import dataclass
from importlib import resources

import yaml

ALL_YEAR = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter, from the customer's first sentence to the work that ends it."""

    category: str
    department: str  #: the department's code without its site
    summary: str
    words: str  #: 业主原话
    statement: str  #: 投诉要点
    answer: str  #: what can be said on the spot
    facts: str
    cause: str
    solution: str
    task: str
    fault: bool = False  #: the management's
    severity: str = "minor"
    months: tuple[int, ...] = ALL_YEAR  #: when it comes up


def matters() -> tuple[Matter, ...]:
    """The shipped matters."""
    text = resources.files(__package__).joinpath("matters.yaml").read_text("utf-8")
    return tuple(Matter(**{**entry, "months": tuple(entry.get("months", ALL_YEAR))}) for entry in yaml.safe_load(text))


NAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗"
TITLES = ("先生", "女士")
SATISFIED = ("处理得挺快，谢谢。", "可以，满意。", "比上次强多了。", "行，就这样吧。")
UNSATISFIED = ("还是老样子，没解决！", "只是应付我，根本没修好。")
AGREED = ("行，我等你们答复。", "好的，说话要算数。", "可以，尽量快点。")
ACCEPTED = ("同意，尽快做。", "可以，就按这个办。", "行，我没意见。")
REJECTED = ("不行，这解决不了问题。", "这个方案我不接受。")
DECLINED = ("不用回访了，我忙。", "别再打电话了。")
