"""The shipped words (R1.6, R2.0): nine phrases and the conduct, word for word, keyed by their step.

Content, not code: a company edits them through the directory (`change_words`). The traditional texts
stand in the reviewed catalogue beside all others.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from shared.vocabulary.text import Lang, Say, say


class Sort(StrEnum):
    """A phrase is said to the customer, conduct is how one stands and listens."""

    PHRASE = "phrase"
    CONDUCT = "conduct"


@dataclass(frozen=True, slots=True)
class Shipped:
    """One shipped text, where it is shown, and the rule that wants it."""

    step: str
    rule: str
    label: Say
    words: Say
    sort: Sort = Sort.PHRASE


_CONDUCT = Sort.CONDUCT

SHIPPED: tuple[Shipped, ...] = (
    Shipped(
        "calming",
        "R1.3a",
        say("Calming", "安抚"),
        say(
            "Good day, sir or madam. We understand how you feel; please deal with the matter reasonably.",
            "先生/小姐您好，我们理解您的感受，请用理性的行为处理事情",
        ),
    ),
    Shipped(
        "offer_to_move_up",
        "R1.4",
        say("Offer to move up", "提出上移"),
        say(
            "We will arrange for our director to speak with you as soon as possible, so that together we find"
            " a proper way to meet your request.",
            "尽快安排我们的主任与您沟通，共同设法妥善处理您的要求",
        ),
    ),
    Shipped(
        "calling_manager",
        "R1.5",
        say("Calling the manager", "呼叫经理"),
        say(
            "Manager ××, please come to ×× quickly; a customer here needs your help.",
            "××经理，请速到××来，这里有顾客需要您协助帮忙",
        ),
    ),
    Shipped(
        "calling_director",
        "R1.5",
        say("Calling the director, on the spot", "现场呼叫主任"),
        say(
            "Director ××, please come to ×× quickly; a customer here needs your help.",
            "××主任，请速到××来，这里有顾客需要您协助帮忙",
        ),
    ),
    Shipped(
        "please_wait",
        "R1.5",
        say("Please wait", "请稍等"),
        say("Please wait a moment, our manager is coming at once.", "请您稍等一下，我们的经理立即过来"),
    ),
    Shipped(
        "please_wait_for_director",
        "R1.5",
        say("Please wait, on the spot", "现场请稍等"),
        say("Please wait a moment, our Director ×× is coming at once.", "请您稍等一下，我们的××主任立即过来"),
    ),
    Shipped(
        "introduction",
        "R1.5",
        say("Introduction", "介绍经理"),
        say(
            "Good day, this is our Manager ××. About your matter, please speak with my superior,"
            " who will deal with your questions.",
            "您好，这是我们的××经理。有关您的事情，请我的上级跟您沟通，处理您的疑问。",
        ),
    ),
    Shipped(
        "introduction_of_director",
        "R1.5",
        say("Introduction, on the spot", "现场介绍主任"),
        say(
            "Good day, this is our Director ××. About your matter, please speak with Director ××,"
            " who will deal with your questions.",
            "您好，这是我们的××主任。有关您的事情，请××主任跟您沟通，处理您的疑问。",
        ),
    ),
    Shipped(
        "offer_on_the_phone",
        "R2.3",
        say("Offer on the phone", "电话中提出转接"),
        say(
            "Good day. I am not well informed about the question you raise;"
            " may our service-centre director speak with you?",
            "您好，有关您提出的问题，我不是很了解，请我们服务中心主任跟您沟通可以么？",
        ),
    ),
    Shipped(
        "every_reception",
        "R1.6",
        say("Every reception", "每次接待"),
        say(
            "Take it seriously, react swiftly, report back in time; clear up the misunderstanding and rebuild"
            " a trusting, friendly relationship; receive warmly.",
            "认真对待、迅速反应、及时反馈，消除误解，重新建立信任友好的关系；热情接待",
        ),
        _CONDUCT,
    ),
    Shipped(
        "ordinary",
        "R1.2",
        say("Ordinary walk-in", "平和来访"),
        say(
            "Keep about 1 metre away, be sincere, look honestly into the customer's eyes, show no impatience;"
            " listen patiently, do not lightly interrupt, and speak only when the customer has set out the situation;"
            " then ask closely for the particulars; explain first how things really are and ask for understanding,"
            " so that no misunderstanding arises.",
            "距离约1米，态度诚恳，真诚地看着对方的眼睛，不要有不耐烦的表情；耐心倾听，不轻易打断顾客，"
            "待其将状况阐明后再与其沟通；讲完后深入问清有关情况；首先说明实际状况，争取谅解，以免导致误解",
        ),
        _CONDUCT,
    ),
    Shipped(
        "agitated",
        "R1.3",
        say("Agitated walk-in", "激动来访"),
        say(
            "Be forbearing and take it seriously; keep about 1.5 metres away, be sincere,"
            " look honestly into the customer's eyes, show no anger;"
            " wait patiently until the mood has eased a little, then speak.",
            "包容的心态，认真对待；距离约1.5米，态度诚恳，真诚地看着对方的眼睛，不要有愤怒的表情；"
            "耐心等待其情绪稍缓，再与其沟通",
        ),
        _CONDUCT,
    ),
    Shipped(
        "phone",
        "R2.0",
        say("On the phone", "来电接待"),
        say(
            "Use the standard courtesy phrases; a mild voice, an even tone, standard Mandarin;"
            " check your smile in the mirror and do not be infected by the customer's mood;"
            " win the caller over with warmth and gain their approval;"
            " avoid dispute and argument, and let no resistance arise.",
            "规范的礼貌用语；声音温和，语气平和，普通话标准；对照仪容镜检查自己的微笑，情绪防止受顾客影响；"
            "以高度的热情感染对方，获得顾客的认可；防止与顾客争执、争辩，不让顾客产生抵触",
        ),
        _CONDUCT,
    ),
    Shipped(
        "introducing",
        "R1.5",
        say("Introducing", "介绍"),
        say("Take the initiative in introducing to the customer.", "主动向顾客介绍"),
        _CONDUCT,
    ),
    Shipped(
        "manager_on_the_spot",
        "R4.3",
        say("Manager on the spot", "主任现场处理"),
        say("Explain to the customer at once.", "立即向顾客作以解释说明"),
        _CONDUCT,
    ),
    Shipped(
        "manager_on_the_phone",
        "R2.4",
        say("Manager on the phone", "主任接听"),
        say("Answer as reasonably as you can.", "尽量予以合理的解答"),
        _CONDUCT,
    ),
    Shipped(
        "proposal",
        "R7.1",
        say("Proposal", "处理方案"),
        say("Care, professionalism, efficiency.", "重视专业高效"),
        _CONDUCT,
    ),
    Shipped(
        "refusal",
        "R7.3",
        say("Refusal", "婉拒"),
        say("Explain it tactfully to the customer.", "婉转地向顾客讲清楚"),
        _CONDUCT,
    ),
    Shipped(
        "work",
        "R9.1",
        say("Work", "处理过程"),
        say(
            "A positive attitude and swift reaction; no dragging on and no passing the buck.",
            "积极正面的态度，迅速反应，不可拖拉或推诿",
        ),
        _CONDUCT,
    ),
)

BY_STEP: Mapping[str, Shipped] = MappingProxyType({shipped.step: shipped for shipped in SHIPPED})

_TITLES = {
    Lang.EN: ("manager", "Manager", "director", "Director"),
    Lang.ZH_HANS: ("经理", "主任"),
    Lang.ZH_HANT: ("經理", "主任"),
}


def shipped_words(step: str) -> Say:
    """The words we ship for a step. Raises KeyError for a step that has none."""
    return BY_STEP[step].words


def titled(words: str, lang: Lang, title: str) -> str:
    """The words with the title of the person really called in place of manager or director (R1.5)."""
    return re.sub("|".join(_TITLES[lang]), lambda _: title, words)
