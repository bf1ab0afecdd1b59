"""The words that say what follows: an item and its number, an answer and whose it is, a part of the document."""

import re
from dataclasses import dataclass
from enum import StrEnum

from documents.recognition.bodies import Bodies, words_of
from documents.recognition.lines import Line
from inspections.pasting import ItemKind


class Role(StrEnum):
    """Whose words an answer is: the force's, the local policing body's, or not said."""

    FORCE = "force"
    BODY = "body"
    EITHER = "either"


@dataclass(frozen=True)
class ItemLabel:
    """An item begins, or is spoken of. `end` is where the label ends in its line and the rest begins.

    `plural` is a heading over several ("Areas for improvement"); `refers` speaks of items that stand elsewhere
    ("In response to recommendations 10 and 22").
    """

    kind: ItemKind
    numbers: tuple[str, ...]
    end: int
    plural: bool = False
    refers: bool = False


@dataclass(frozen=True)
class RoleLabel:
    """An answer begins. `numbers` are those of the items it names, `overall` whether it speaks of the whole report."""

    role: Role
    end: int
    numbers: tuple[str, ...] = ()
    overall: bool = False


# Items ---------------------------------------------------------------------------------------------------------------

NUMBER_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBER = rf"(?:[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?[a-z]?|(?:{'|'.join(NUMBER_WORDS)}))(?![\w’'])"
ALSO = r"(?:\s?,\s?(?:and\s|&\s)?|\s?(?:and|&)\s|\s?[–-](?=[0-9])|\sto\s)"
NUMBERS = rf"{NUMBER}(?:{ALSO}(?:recommendations?\s)?{NUMBER}){{0,20}}"
IMPROVEMENT = r"(?:areas?|actions?)\s(?:for|of)\s(?:further\s)?improvements?"
KINDS = rf"""(?:
    (?P<cause_of_concern>(?:accelerated\s)?cause(?P<causes>s)?\sof\sconcern(?:\s\(coc\))?|coc(?P<cocs>s)?)
  | (?P<recommendation>(?:accelerated\s)?recommendation(?P<recommendations>s)?|rec(?P<recs>s)?\b\.?|r(?=\s?[0-9]))
  | (?P<area_for_improvement>{IMPROVEMENT}(?:\s\(afis?\))?|afi(?P<afis>s)?)
)"""
REFERS = r"""(?P<refers>(?:in\s|our\s)?
    (?:response|responding|relation|reply|answer|respect|regards?|reference)\s(?:to|of)\s
    (?:the\s)?(?:hmicfrs(?:['’]s)?\s|hmic(?:['’]s)?\s)?)?"""
QUALIFIER = r"(?:(?:the|hmicfrs|hmic|national|force|local|peel|new|joint|report|specific|thematic|previous)\s){0,3}"
BREAK = r"\s{0,3}[.:)–—-]{1,2}(?=\s|\Z)"
FLAGS = re.VERBOSE | re.IGNORECASE | re.ASCII
ITEM = re.compile(
    rf"""[\s*#•\[(]{{0,4}}{REFERS}{QUALIFIER}
    (?:cause\sof\sconcern\s?(?:[0-9]{{1,2}})?\s?[:,–-]\s?(?=rec))?
    (?:(?P<before>[0-9]{{1,3}}[a-z]?)[.):]?\s(?=(?:recommendation|area|action|afi|cause|coc)\b))?{KINDS}
    (?:\s?(?:no\.?|number|numbers|nos\.?|ref\.?|\#|-)?\s?[(\[]?(?P<numbers>{NUMBERS})[)\]]?(?:\sof\s[0-9]{{1,3}}\b)?)?
    (?:\s\((?P<note>[^()]{{1,80}})\))?
    (?P<close>{BREAK}|(?=\s{{0,3}}\Z)|(?=\s{{1,3}}(?-i:[A-Z“"‘']))|(?=\s{{0,2}},\s))""",
    FLAGS,
)
PLURALS = ("causes", "cocs", "recommendations", "recs", "afis")
PLURAL_HEADING = re.compile(
    rf"""(?:[0-9]{{1,2}}[.)]?\s|(?:appendix|annex|table)\s\w\s?[:–-]?\s)?
    (?:the|hmicfrs|hmic|summary\sof|list\sof|key|our|new|national|local|force|relevant|full|specific|associated|resulting|inspection|report|\s){{0,10}}
    (?P<first>recommendations|(?:areas|actions)\s(?:for|of)\s(?:further\s)?improvements?(?:\s\(afis?\))?|afis|causes\sof\sconcern)
    (?:(?:\s?(?:,|/|and|&)\s?)(?:the\s)?(?:recommendations?|{IMPROVEMENT}(?:\s\(afis?\))?|afis?|causes?\sof\sconcern)){{0,2}}
    (?:\s(?:made|identified|issued|arising|from|for|to|in|of|by|relevant|addressed|directed)\b[^:.?!]{{0,90}})?\s?:?""",
    FLAGS,
)
ASKED = re.compile(
    r"what\s(?:did|does|has)\s(?:the\s)?(?:hmicfrs|hmic|inspectorate|inspectors|report)\s[^?]{0,40}(?:recommend|say|ask)[^?]{0,30}\?"
    r"|what\s(?:were|are)\s(?:the\s|its\s|their\s)?(?:recommendations|areas\sfor\simprovement)[^?]{0,40}\?",
    FLAGS,
)
SHOULD = re.compile(r"\b(?:should|must|needs?\sto|recommends?\sthat)\b", re.IGNORECASE)


def item_label(line: Line) -> ItemLabel | None:
    """The label of an item, or a heading over several, that a line begins with."""
    text = line.text
    if (line.is_heading or len(text) < 100) and (plural := PLURAL_HEADING.fullmatch(text)):
        return ItemLabel(_kind_of_word(plural["first"]), (), len(text), plural=True)
    if line.is_heading and ASKED.fullmatch(text):
        return ItemLabel(ItemKind.RECOMMENDATION, (), len(text), plural=True)
    match = ITEM.match(text)
    if not match:
        return None
    kind = next(kind for kind in ItemKind if match[kind.value])
    numbers = numbers_in(match["before"] or match["numbers"] or "")
    rest = text[match.end() :].strip()
    if match["note"] and SHOULD.search(match["note"]):
        return None
    if not numbers and (any(match[plural] for plural in PLURALS) or match["refers"]):
        return None
    if not numbers and not match["close"].strip() and rest and not (SHOULD.search(rest) and not rest.startswith(",")):
        return None
    if rest.startswith(",") and not match["refers"]:
        return None
    return ItemLabel(kind, numbers, match.end(), refers=bool(match["refers"]))


def numbers_in(words: str) -> tuple[str, ...]:
    """The numbers of a list: "10 and 22", "3 to 5", "one"."""
    numbers: list[str] = []
    for match in re.finditer(rf"(?P<to>\bto\s|[–-])?(?P<number>{NUMBER})", words, FLAGS):
        number = match["number"]
        if number.lower() in NUMBER_WORDS:
            number = str(NUMBER_WORDS.index(number.lower()) + 1)
        if match["to"] and numbers and number.isdigit() and numbers[-1].isdigit():
            first, last = int(numbers[-1]), int(number)
            numbers += [str(between) for between in range(first + 1, min(last, first + 60))]
        numbers.append(number)
    return tuple(dict.fromkeys(numbers))


def _kind_of_word(word: str) -> ItemKind:
    word = word.casefold()
    if word.startswith("cause"):
        return ItemKind.CAUSE_OF_CONCERN
    return ItemKind.RECOMMENDATION if word.startswith("rec") else ItemKind.AREA_FOR_IMPROVEMENT


FIELD = re.compile(
    r"(?P<deadline>(?:hmicfrs\s)?deadline|due(?:\sdate|\sby)?|date\sdue|timescale(?:\sset\sby\shmicfrs)?)\s?[:–-]\s?(?P<words>.{1,120})"
    r"|(?:(?:current\s)?status|b?rag(?:\srating)?|rating|owner|(?:force\s|strategic\s)?lead|theme|level|target(?:\sdate)?|completion\sdate|priority"
    r"|reference|page|applicable(?:\sto\s[^:]{1,60})?)\s?:\s?.{1,80}"
    r"|(?:addressed\sto|directed\s(?:to|at)|(?:who\sis\s)?(?:it|this)\sis\sfor|for)\s?:\s?(?P<addressed>.{1,300})",
    re.IGNORECASE,
)
"""A fact of an item on a line of its own, which is neither its words nor an answer: "Addressed to: all forces"."""


# Answers -------------------------------------------------------------------------------------------------------------

OFFICES = [
    (r"office\sof\sthe\s(?=(?:police|deputy|mayor))", ""),
    (
        r"(?:deputy\s)?police,?\s(?:fire,?\s(?:and\s(?:rescue\s)?)?)?(?:and|&)\scrime\scommissioner(?:['’]?s['’]?)?",
        "pcc",
    ),
    (r"mayor(?:['’]s)?\soffice\sfor\spolicing\s(?:and|&)\scrime(?:['’]s)?", "pcc"),
    (
        r"(?:deputy\s)?mayor(?:\s(?:for\s(?:policing|safer)[a-z,\s]{0,40}(?:crime|communities)|for\spolicing|of\s[a-z\s]{1,30}))?(?:['’]s)?(?=\W|\Z)",
        "pcc",
    ),
    (
        r"(?:court\sof\s)?common\scouncil|police\sauthority(?:\sboard)?|local\spolicing\sbody|combined\sauthority|city\scorporation",
        "pcc",
    ),
    (r"(?:temporary\s|deputy\s|assistant\s)?chief\s(?:constable|officer)(?:['’]?s['’]?)?", "force"),
    (r"(?:deputy\s|assistant\s)commissioner(?:['’]s)?", "force"),
]
OFFICES_FOUND = [(re.compile(rf"\b(?:{pattern})", re.IGNORECASE), name) for pattern, name in OFFICES]
FORCE_WHO = {"force", "forces", "constabulary", "constabularies", "police"}
BODY_WHO = {"pcc", "opcc", "pfcc", "opfcc", "commissioner", "commissioners", "mayor", "mopac", "dpcc"}
COMBINED_AUTHORITY = re.compile(r"[a-z]{2,3}m?ca")
WHAT = {
    "action", "actions", "activity", "addressed", "addresses", "addressing", "answer", "answers", "assurance",
    "comment", "commentary", "comments", "delivering", "do", "doing", "done", "feedback", "foreword", "monitoring",
    "narrative", "observations", "oversight", "position", "progress", "reaction", "remarks", "reply", "respond",
    "responded", "responding", "responds", "response", "responses", "said", "say", "says", "scrutiny", "statement",
    "think", "thinks", "update", "updates", "view", "views", "work",
}  # fmt: skip
FILLER = {
    "a", "about", "act", "afi", "afis", "against", "all", "also", "and", "annex", "appendix", "april", "are", "area",
    "areas", "as", "at", "august", "autumn", "been", "being", "below", "both", "business", "by", "cause", "causes",
    "completed", "comprehensive", "concern", "current", "currently", "date", "december", "department", "departmental",
    "detail", "did", "does", "each", "far", "february", "final", "findings", "following", "follows", "for", "formal",
    "from", "full", "further", "general", "has", "have", "head", "hmic", "hmicfrs", "how", "improvement", "in",
    "individual", "initial", "inspection", "inspections", "is", "it", "its", "january", "july", "june", "latest",
    "lead", "leads", "local", "made", "march", "may", "national", "next", "no", "november", "number", "october", "of",
    "office", "on", "or", "our", "out", "overall", "overview", "planned", "proposed", "provided", "publication",
    "published", "q1", "q2", "q3", "q4", "rec", "recommendation", "recommendations", "regard", "relation", "report",
    "reported", "respect", "s", "s55", "section", "senior", "september", "service", "set", "shown", "so", "spring",
    "statutory", "strategic", "summary", "summer", "taken", "that", "the", "these", "they", "this", "to", "under",
    "was", "we", "what", "will", "winter", "with", "written", "your",
}  # fmt: skip
OVERALL = {
    "overall",
    "general",
    "report",
    "inspection",
    "inspections",
    "findings",
    "recommendations",
    "publication",
    "statement",
}
NOBODY = re.compile(
    r"""(?:
        (?P<force>(?:summary\sof\s)?actions?(?:\s?(?:/|,|and|or|planned|taken|proposed|completed|being|to\sbe|to|date|already|so|far|in|progress|plan|\s)){0,12}
          | (?:(?:current|latest|progress|delivery|quarterly|position)\s)?(?:updates?|position|progress|activity)
            (?:\s(?:to\sdate|so\sfar|made|update|on\sprogress|statement))?
          | work\s(?:undertaken|completed|done|under\s?way|to\sdate|planned)(?:\s(?:to\sdate|so\sfar))?
          | what\s(?:actions?|steps|progress|work)\s[a-z\s]{0,40}\??
          | (?:what|how)\s(?:we|have\swe|are\swe|will\swe|is\sbeing|has\sbeen|will\sbe)\b
            (?![a-z\s]{0,40}monitor)[a-z\s’']{0,60}\??
          | evidence(?:\sof\s(?:progress|completion))?)
      | (?P<either>(?:(?:our|my|initial|formal|overall|general|the)\s)?(?:responses?|comments?|reply|commentary|answer)
        (?:\s(?:to|on)\s(?:this|the)\s(?:recommendation|afi|area\sfor\simprovement|cause\sof\sconcern
          |(?:report|inspection)\sas\sa\swhole))?)
    )""",
    FLAGS,
)
RESPONSE_TO = re.compile(r"(?P<who>[^:.?!]{0,90}?\b(?:response|reply|comments)\b[^:.?!]{0,80}?)\s(?:to|on)\b", FLAGS)
HINT = re.compile(
    r"respon|comment|repl|answer|updat|statement|position|view|feedback|action|progress|assuranc|oversight|scrutin|observ"
    r"|remark|reaction|narrative|foreword|sa[iy]|think|\bdo|work|monitor|activity|address|deliver|evidence|what|how",
    re.IGNORECASE,
)
"""What every label of an answer has one of: most lines are told apart by it at once."""

MOST_WORDS = 16
NUMBERED_ITEMS = re.compile(rf"\b(?:recommendations?|recs?\.?|afis?|{IMPROVEMENT})\s(?P<numbers>{NUMBERS})", FLAGS)


def role_label(line: Line, bodies: Bodies, *, chief_is_commissioner: bool = False) -> RoleLabel | None:
    """The label of an answer that a line begins with."""
    text = line.text
    if not HINT.search(text, 0, 300):
        return None
    for end, label, closed in _candidates(line):
        words = label.split(None, MOST_WORDS)
        if not words or len(words) > MOST_WORDS:
            continue
        numbered = NUMBERED_ITEMS.search(label)
        role = _role(label, bodies, chief_is_commissioner, closed)
        if role is not None:
            numbers = numbers_in(numbered["numbers"]) if numbered else ()
            return RoleLabel(role, end, numbers, not numbers and bool(OVERALL.intersection(words_of(label))))
    if line.is_heading and (said := RESPONSE_TO.match(text)):
        role = _role(said["who"], bodies, chief_is_commissioner, True)
        if role in (Role.FORCE, Role.BODY):
            return RoleLabel(role, len(text), overall=True)
    return None


WHO_ALONE = re.compile(
    r"(?:the\s)?(?:(?P<force>force|constabulary|chief\sconstable)|(?P<body>(?:office\sof\sthe\s)?police,?\s(?:fire,?\s)?(?:and|&)\scrime\scommissioner"
    r"|o?pf?cc|commissioner|(?:deputy\s)?mayor|mopac))",
    re.IGNORECASE,
)


def who_alone(line: Line, bodies: Bodies) -> RoleLabel | None:
    """A heading that is nothing but a name or an office: what follows are its words."""
    if line.heading is None:
        return None
    if match := WHO_ALONE.fullmatch(line.text.strip(" :")):
        return RoleLabel(Role.FORCE if match["force"] else Role.BODY, len(line.text))
    names = bodies.without_names(words_of(line.text))
    return RoleLabel(Role.FORCE, len(line.text)) if names == ["force"] else None


def _candidates(line: Line) -> list[tuple[int, str, bool]]:
    """What may be the label of a line: (where the rest begins, its words, whether it is set apart)."""
    text = line.text
    found: list[tuple[int, str, bool]] = []
    if not text.rstrip().endswith((".", ";", ",")):
        found.append((len(text), text.rstrip(" :–-?"), line.is_heading or text.endswith((":", "?"))))
    if line.lead:
        found.append((line.lead, text[: line.lead].strip(" :–-"), True))
    for mark in (":", " – ", " - ", " — "):
        at = text.find(mark, 0, 130)
        if at > 0:
            found.append((at + len(mark), text[:at].strip(), True))
    return found


def _role(label: str, bodies: Bodies, chief_is_commissioner: bool, closed: bool) -> Role | None:
    label = re.sub(r"\s?\([^()]{0,40}\)", "", label)
    plain = re.sub(r"[/\\]", " / ", re.sub(r"\A(?:[0-9]{1,2}[.)]|[a-z]\))\s", "", label))
    if nobody := NOBODY.fullmatch(re.sub(r"\s{1,3}/\s{1,3}", "/", plain).strip()):
        return (Role.FORCE if nobody["force"] else Role.EITHER) if closed or plain[:1].isupper() else None
    for pattern, name in OFFICES_FOUND:
        plain = pattern.sub(f" {name} ", plain)
    words = [word for word in bodies.without_names(words_of(plain)) if not word[0].isdigit()]
    return _whose(words, bodies, chief_is_commissioner, closed)


def _whose(words: list[str], bodies: Bodies, chief_is_commissioner: bool, closed: bool) -> Role | None:
    force_who = FORCE_WHO | bodies.initials | ({"commissioner"} if chief_is_commissioner else set())
    known = force_who | BODY_WHO | WHAT | FILLER | bodies.words | {"place"}
    words = ["pcc" if COMBINED_AUTHORITY.fullmatch(word) else word for word in words]
    if not words or any(word not in known for word in words):
        return None
    what = next((place for place, word in enumerate(words) if word in WHAT), None)
    whos = [place for place, word in enumerate(words) if word in force_who | BODY_WHO]
    whos = whos or [place for place, word in enumerate(words[:what]) if word == "place"]
    if not whos:
        return None
    if what is None:
        return None
    if not closed and len(words) > 6:
        return None
    before = [place for place in whos if place < what]
    place = before[-1] if before else whos[0]
    return Role.BODY if words[place] in BODY_WHO - force_who else Role.FORCE


# Parts of the document -----------------------------------------------------------------------------------------------

PART = re.compile(
    r"""(?:(?:[0-9]{1,2}|[a-z])[.)]?\s|(?:appendix|annex)\s\w{1,2}\s?[:–-]?\s)?
    (?:(?:executive|report|hmicfrs|inspection)\s)?(?:
        summary(?:\sof\s(?:the\s)?(?:report|inspection|findings|key\sfindings))?|synopsis|overview(?:\sof\sthe\sreport)?
      | (?:report\s|inspection\s)?(?:key\s)?findings|background(?:\sto\sthe\sreport)?
      | (?P<opening>introduction|foreword|context|purpose)
      | (?:inspection|report)\s(?:details|summary|overview)
      | about\s(?:the|this)\s(?:report|inspection)|main\sfindings
      | what\s(?:did\s)?(?:the\s)?(?:report|hmicfrs|inspectors?|inspectorate)\s
        (?:found|find|said|say|looked?\sat)[^?]{0,20}\??
      | (?P<closing>how\s(?:we|progress|this|it)\b[a-z\s]{0,30}monitor[a-z\s]{0,30}
        |next\ssteps|conclusions?|governance|monitoring
        |contacts?(?:\sus)?|glossary|signatories|sign[\s-]?off|approval
      | (?:for\s)?office\suse(?:\sonly)?|document\scontrol|version\scontrol
        |distribution|related\s(?:links|documents|content)|share\sthis\spage|documents|downloads?)
      | (?:innovative|promising|good|effective|positive)\spractices?|areas\sof\sgood\spractice|strengths
    )\s?[:?]?""",
    FLAGS,
)
END = re.compile(
    r"(?:yours\s(?:sincerely|faithfully|truly|ever)|(?:with\s)?(?:kind|best|warm)(?:est)?\s(?:regards|wishes)|"
    r"(?:for\s)?office\suse\sonly|enc(?:s|l|losures?)?\b\.?(?=\s?[:–-]|\Z)|cc\b|copy\sto\b|copies\sto\b|signed\b(?=\s?:|\Z|\sby\s)|"
    r"(?:this\s)?(?:page\s)?(?:was\s)?last\s(?:updated|reviewed|modified)\b(?=\s?:|\s(?:on\s)?[0-9])|back\sto\s(?:the\s)?top\Z|print\sthis\spage\Z|"
    r"signature\b(?=\s?:|\Z)|[☒☐]\s?response\s)",
    re.IGNORECASE,
)

SENT_ON = re.compile(
    r"(?:response|date\sof\s(?:this\s|our\s)?response)(?:\s(?:sent|submitted|published))?\s?:\s?[0-9]", re.I
)
"""A field below all answers: "Response submitted: 10/08/2023"."""


def begins_part(line: Line) -> str:
    """What part of a document a line is the heading of: "summary", "opening", "closing", "" for none of these."""
    if len(line.text) > 100 or not (line.is_heading or len(line.text) < 60):
        return ""
    match = PART.fullmatch(line.text)
    if not match or not (line.is_heading or line.text.endswith(":") or line.text[:1].isupper()):
        return ""
    return "opening" if match["opening"] else "closing" if match["closing"] else "summary"


def ends(line: Line) -> bool:
    """Whether what was being said ends here: the close of a letter, a box for the office."""
    return END.match(line.text) is not None
