"""Readings made by hand for the tests of what is published: four invented outlets on eastern Aleppo, the Homs desert
and East Qalamoun in May and June 2017. The sentences are ours; no outlet of these names is quoted."""

from __future__ import annotations

from typing import Any

from contested import ontology
from contested.knowledge.schema import Conflict, Side
from contested.model import (
    Actor,
    Attribution,
    Claim,
    Count,
    Feature,
    Means,
    Mention,
    Place,
    Plover,
    Reading,
    Report,
    Sentence,
    Span,
    When,
    Wording,
    WordingMention,
    Words,
    claim_id,
)

GOV, OPP, IS, COA = "syrian-government", "syrian-opposition", "islamic-state", "us-led-coalition"
SYRIA = Conflict(
    id="syria",
    name="War in Syria",
    countries=["SY"],
    from_="2011-03-15",
    side=[
        Side(id=GOV, name="Syrian government and allies", colour="#d55e00"),
        Side(id=OPP, name="Syrian opposition", colour="#009e73"),
        Side(id=IS, name="Islamic State", colour="#3a3a3a"),
        Side(id="syrian-democratic-forces", name="Syrian Democratic Forces", colour="#f0e442"),
        Side(id=COA, name="US-led coalition", colour="#0049a0"),
    ],
)

ACTORS = {
    "SAA": ("syrian-army", "Syrian Arab Army", "state_forces", GOV),
    "Tiger": ("tiger-forces", "Tiger Forces", "state_forces", GOV),
    "IS": ("islamic-state", "Islamic State", "jihadist", IS),
    "FSA": ("free-syrian-army", "Free Syrian Army", "rebel", OPP),
    "USA": ("us-forces", "US-led coalition", "coalition", COA),
    "RUS": ("russian-aerospace-forces", "Russian Aerospace Forces", "external_forces", GOV),
    "civ": (None, "civilians", "civilians", None),
}
# name: level, governorate, lat, lon, radius in km, UCDP precision
PLACES: dict[str, tuple[str, str | None, float | None, float | None, float | None, int]] = {
    "Maskanah": ("settlement", "Aleppo", 35.9631, 38.0331, 3.0, 1),
    "Jirah": ("facility", "Aleppo", 36.0975, 37.9369, 4.0, 1),
    "Maskanah Plains": ("region", "Aleppo", 35.98, 37.86, 18.0, 2),
    "Ithriya": ("settlement", "Hama", 35.3733, 37.7789, 3.0, 1),
    "Rasafa": ("settlement", "Raqqa", 35.6294, 38.7578, 4.0, 1),
    "al-Rahba": ("settlement", "Rif Dimashq", 33.86, 37.24, 6.0, 2),
    "East Qalamoun": ("region", "Rif Dimashq", 33.79, 36.97, 22.0, 3),
    "Palmyra": ("settlement", "Homs", 34.5508, 38.2694, 4.0, 1),
    "Damascus to Palmyra highway": ("road", "Homs", 34.05, 37.3, 45.0, 5),
    "Arak": ("settlement", "Homs", 34.6319, 38.5822, 4.0, 1),
    "al-Alianiyah": ("settlement", "Homs", 34.1531, 38.2019, 5.0, 1),
    "al-Tanf": ("facility", "Homs", 33.4958, 38.6647, 6.0, 1),
    "Zuwaykh": ("natural", None, None, None, None, 6),
}
SECTOR = {
    "type": "Polygon",
    "coordinates": [[[37.45, 35.92], [38.2, 35.9], [38.05, 36.22], [37.55, 36.18], [37.45, 35.92]]],
}
HIGHWAY = {"type": "LineString", "coordinates": [[36.55, 33.66], [37.05, 33.83], [37.62, 34.12], [38.27, 34.55]]}


class Draft:
    """A report whose claims are written by their words; offsets are looked up, never counted by hand."""

    def __init__(self, number: int, date: str, source: str, side: str | None, title: str, text: str) -> None:
        self.report = Report(
            id=f"r{number}",
            text=text,
            title=title,
            date=date,
            source=source,
            side=side,
            country="SY",
            lang="en",
            url=f"https://example.org/{number}",
        )
        self.claims: list[Claim] = []
        self.mentions: list[Mention] = []
        self.sentences = self._sentences()

    def _sentences(self) -> list[Sentence]:
        found, at = [], 0
        for part in self.report.text.replace("\n\n", "\n").replace("? ", "?\n").replace(". ", ".\n").split("\n"):
            start = self.report.text.index(part, at)
            at = start + len(part)
            found.append(Sentence(start, at, "body"))
        return found

    def words(self, text: str, within: Words | None = None) -> Words:
        """The first place of some words in the report, or in a stretch of it."""
        start = self.report.text.index(text, within.start if within else 0)
        return Words(start, start + len(text), text)

    def claim(
        self,
        type: str,
        quote: str,
        trigger: str,
        agents: str = "",
        patients: str = "",
        at: str = "",
        day: str | None = None,
        **more: Any,
    ) -> Draft:
        """Add a claim. ``agents`` and ``patients`` are keys of `ACTORS`, each with the writer's words after a colon."""
        said = self.words(quote)
        hit = self.words(trigger, said)
        row = ontology.table()[type]
        start, _, end = (day or self.report.date or "").partition("/")
        wording = tuple(
            self.wording(words, neutral, favours, said) for words, neutral, favours in more.pop("wording", ())
        )
        means = tuple(Means(kind, None) for kind in more.pop("means", ()))
        counts = tuple(
            Count(whom=whom, low=low, high=high, best=best, approximate=about, mention=None, what=what)
            for what, whom, low, high, best, about in more.pop("counts", ())
        )
        says = tuple(
            Attribution(source=source, actor_id=None, kind=kind, cue=cue, mention=None)
            for source, kind, cue in more.pop("says", ())
        )
        condition = more.pop("condition", None)
        places = [self.place("at", at, **more.pop("place", {}))] if at else []
        places += [self.place(role, name) for role, name in more.pop("also", ())]
        self.claims.append(
            Claim(
                id=claim_id(self.report.id, hit, type, at),
                main=not self.claims,
                scope=more.pop("scope", "event"),
                report=self.report.id,
                sentence=self.sentence(said),
                quote=said,
                type=type,
                acled=row.acled,
                plover=row.plover or Plover("ASSAULT", None),
                ucdp=1 if row.violent else None,
                trigger=hit,
                actors=tuple([*self.actors("agent", agents), *self.actors("patient", patients)]),
                places=tuple(places),
                time=When(
                    start=start or None,
                    end=end or start or None,
                    edtf=None,
                    timex=None,
                    precision="day",
                    basis=more.pop("basis", "stated"),
                    mention=None,
                ),
                counts=counts,
                caused_by=more.pop("caused_by", None),
                means=means,
                echelon=more.pop("echelon", None),
                polarity=more.pop("polarity", "affirmed"),
                outcome=more.pop("outcome", "succeeded"),
                modality=more.pop("modality", "reported" if says else "asserted"),
                condition=self.words(condition) if condition else None,
                attribution=says,
                wording=wording,
                confidence=more.pop("confidence", 0.86),
                why=(
                    Feature("verb_of_the_type", 0.9),
                    Feature("object_is_a_place", 0.6),
                    Feature("agent_in_this_clause", 0.4),
                    Feature("several_places_in_the_sentence", -0.25),
                ),
                reader="rules 0.1.0",
            )
        )
        assert not more, more
        return self

    def sentence(self, words: Words) -> Span:
        """The sentence that some words stand in."""
        row = next(row for row in self.sentences if row.start <= words.start < row.end)
        return Span(row.start, row.end)

    def wording(self, text: str, neutral: str, favours: str | None, said: Words) -> Wording:
        """A partisan word, which becomes a mention of the report as well."""
        at = self.words(text, self.words(self.report.text[self.sentence(said).start : self.sentence(said).end]))
        self.mentions.append(
            WordingMention(
                report=self.report.id,
                start=at.start,
                end=at.end,
                text=text,
                name=text,
                wording_kind="label",
                neutral=neutral,
                favours=favours,
            )
        )
        return Wording(start=at.start, end=at.end, text=text, kind="label", neutral=neutral, favours=favours)

    def actors(self, role: Any, keys: str) -> list[Actor]:
        """Actors in a role from "SAA:government troops, Tiger"."""
        made = []
        for key in filter(None, keys.split(", ")):
            short, _, label = key.partition(":")
            id, name, kind, side = ACTORS[short]
            made.append(
                Actor(
                    role=role,
                    id=id,
                    name=name,
                    kind=kind,
                    parent=None,
                    side=side,
                    label=label or name,
                    inferred=label == "",
                    mention=None,
                )
            )
        return made

    def place(self, role: Any, name: str, **more: Any) -> Place:
        """A place of `PLACES`."""
        level, admin1, lat, lon, radius, precision = PLACES[name]
        return Place(
            role=role,
            relation=more.get("relation", "in"),
            extent="whole",
            id=name.lower(),
            name=name,
            level=level,  # type: ignore[arg-type]
            admin1=admin1,
            admin2=None,
            pcode=None,
            lat=lat,
            lon=lon,
            radius_km=radius,
            geometry=more.get("geometry"),
            precision=precision,
            candidates=more.get("candidates", 1),
            margin=0.4,
            mention=None,
        )

    def reading(self) -> Reading:
        """The finished reading, its claims in text order."""
        claims = tuple(sorted(self.claims, key=lambda claim: (claim.quote.start, claim.trigger.start, claim.id)))
        return Reading(
            report=self.report,
            reader="rules 0.1.0",
            sentences=tuple(self.sentences),
            mentions=tuple(self.mentions),
            claims=claims,
        )  # type: ignore[arg-type]


def readings() -> list[Reading]:
    """Eight reports with 31 claims, every filling of a mark among them."""
    return [draft.reading() for draft in (_one(), _two(), _three(), _four(), _five(), _six(), _seven(), _eight())]


def _one() -> Draft:
    draft = Draft(
        1,
        "2017-05-13",
        "Steppe Gazette",
        GOV,
        "Army enters Jirah airbase",
        (
            "The heroic Syrian Army liberated the Jirah airbase in eastern Aleppo on Friday after three days of fighting. "
            "Russian warplanes struck ISIS terrorists who were fleeing towards Maskanah. "
            "Some 120 terrorists were killed or wounded, a field commander said.\n\n"
            "The commander 🎖 added that the Tiger Forces will push on towards Maskanah within days."
        ),
    )
    draft.claim(
        "capture",
        "The heroic Syrian Army liberated the Jirah airbase in eastern Aleppo on Friday",
        "liberated",
        "SAA:The heroic Syrian Army",
        "IS:ISIS terrorists",
        "Jirah",
        "2017-05-12",
        wording=[
            ("heroic", "no neutral reading needed", "syrian-government"),
            ("liberated", "took", "syrian-government"),
        ],
    )
    draft.claim(
        "clash",
        "three days of fighting",
        "fighting",
        "SAA",
        "IS",
        "Jirah",
        "2017-05-10/2017-05-12",
        outcome="unknown",
        confidence=0.72,
    )
    draft.claim(
        "air_strike",
        "Russian warplanes struck ISIS terrorists",
        "struck",
        "RUS:Russian warplanes",
        "IS:ISIS terrorists",
        "Maskanah Plains",
        "2017-05-12",
        wording=[("terrorists", "fighters", "syrian-government")],
        means=["aircraft"],
        also=[("toward", "Maskanah")],
    )
    draft.claim(
        "casualties",
        "Some 120 terrorists were killed or wounded",
        "killed or wounded",
        "SAA",
        "IS:terrorists",
        "Jirah",
        "2017-05-12",
        counts=[("killed_or_wounded", "terrorists", None, None, 120, True)],
        says=[("a field commander", "unnamed", "said")],
        wording=[("terrorists", "fighters", "syrian-government")],
    )
    return draft.claim(
        "advance",
        "the Tiger Forces will push on towards Maskanah within days",
        "push on",
        "Tiger:the Tiger Forces",
        "",
        "",
        "2017-05-13/2017-05-20",
        modality="predicted",
        outcome="unknown",
        says=[("a field commander", "unnamed", "added")],
        also=[("toward", "Maskanah")],
    )


def _two() -> Draft:
    draft = Draft(
        2,
        "2017-05-14",
        "Badia Watch",
        None,
        "What is known of Jirah",
        (
            "Government forces control most of the Jirah base, but clashes continued at its eastern edge on Saturday. "
            "Islamic State, quoted by its agency, denied losing the base. "
            "Residents of Maskanah reported air raids in which four civilians died."
        ),
    )
    draft.claim(
        "control",
        "Government forces control most of the Jirah base",
        "control",
        "SAA:Government forces",
        "",
        "Jirah",
        scope="state",
        outcome="partial",
        basis="report_date",
    )
    draft.claim(
        "clash",
        "clashes continued at its eastern edge on Saturday",
        "clashes",
        "SAA:Government forces",
        "IS",
        "Jirah",
        "2017-05-13",
        place={"relation": "edge_of"},
        outcome="ongoing",
    )
    draft.claim(
        "capture",
        "Islamic State, quoted by its agency, denied losing the base",
        "losing",
        "SAA",
        "IS:Islamic State",
        "Jirah",
        "2017-05-12",
        modality="denied",
        outcome="unknown",
        says=[("Islamic State", "party", "denied"), ("its agency", "party", "quoted by")],
    )
    draft.claim(
        "air_strike",
        "Residents of Maskanah reported air raids",
        "air raids",
        "",
        "civ:civilians",
        "Maskanah",
        "2017-05-13",
        outcome="unknown",
        says=[("residents of Maskanah", "unnamed", "reported")],
        means=["aircraft"],
        confidence=0.78,
    )
    return draft.claim(
        "attack_on_civilians",
        "air raids in which four civilians died",
        "died",
        "",
        "civ:four civilians",
        "Maskanah",
        "2017-05-13",
        counts=[("killed", "civilians", 4, 4, 4, False)],
        says=[("residents of Maskanah", "unnamed", "reported")],
        confidence=0.69,
    )


def _three() -> Draft:
    draft = Draft(
        3,
        "2017-05-19",
        "Coalition Press Desk",
        COA,
        "Strike near al-Tanf",
        (
            "Coalition aircraft struck pro-regime forces that were advancing inside a deconfliction zone near al-Tanf on 18 May. "
            "The convoy posed a threat to partner forces and had ignored warnings. "
            "The coalition does not seek to fight the regime and has not taken any ground there."
        ),
    )
    draft.claim(
        "air_strike",
        "Coalition aircraft struck pro-regime forces",
        "struck",
        "USA:Coalition aircraft",
        "SAA:pro-regime forces",
        "al-Tanf",
        "2017-05-18",
        means=["aircraft"],
        place={"relation": "near"},
        wording=[("regime", "government", "syrian-opposition")],
    )
    draft.claim(
        "advance",
        "pro-regime forces that were advancing inside a deconfliction zone near al-Tanf",
        "advancing",
        "SAA:pro-regime forces",
        "",
        "al-Tanf",
        "2017-05-18",
        outcome="ongoing",
        place={"relation": "near"},
    )
    return draft.claim(
        "capture",
        "has not taken any ground there",
        "taken",
        "USA:The coalition",
        "",
        "al-Tanf",
        "2017-05-19",
        polarity="negated",
        outcome="unknown",
        confidence=0.61,
    )


def _four() -> Draft:
    draft = Draft(
        4,
        "2017-05-25",
        "Desert Front",
        OPP,
        "Rebels hold on in the Badia",
        (
            "The Free Syrian Army repelled an attack by Iranian-backed militias near al-Alianiyah on Wednesday and destroyed two tanks. "
            "Its spokesman said that 14 militiamen were killed. "
            "If the regime cuts the road to Palmyra, East Qalamoun will be besieged, he warned."
        ),
    )
    draft.claim(
        "repulse",
        "The Free Syrian Army repelled an attack by Iranian-backed militias near al-Alianiyah on Wednesday",
        "repelled",
        "FSA:The Free Syrian Army",
        "SAA:Iranian-backed militias",
        "al-Alianiyah",
        "2017-05-24",
        wording=[("Iranian-backed", "government-allied", "syrian-opposition")],
    )
    draft.claim(
        "destruction",
        "destroyed two tanks",
        "destroyed",
        "FSA:The Free Syrian Army",
        "SAA",
        "al-Alianiyah",
        "2017-05-24",
        counts=[("vehicles", "tanks", 2, 2, 2, False)],
        means=["tank"],
    )
    draft.claim(
        "casualties",
        "14 militiamen were killed",
        "killed",
        "FSA",
        "SAA:militiamen",
        "al-Alianiyah",
        "2017-05-24",
        counts=[("killed", "militiamen", 14, 14, 14, False)],
        says=[("its spokesman", "party", "said")],
        confidence=0.81,
    )
    return draft.claim(
        "siege",
        "East Qalamoun will be besieged",
        "besieged",
        "SAA:the regime",
        "FSA",
        "East Qalamoun",
        "2017-05-25/2017-06-01",
        modality="conditional",
        outcome="unknown",
        condition="If the regime cuts the road to Palmyra",
        says=[("its spokesman", "party", "warned")],
        wording=[("regime", "government", "syrian-opposition")],
    )


def _five() -> Draft:
    draft = Draft(
        5,
        "2017-05-27",
        "River Road Journal",
        None,
        "Pocket in East Qalamoun encircled",
        (
            "Government forces reopened the Damascus to Palmyra highway this week and encircled the rebel pocket in East Qalamoun. "
            "A Free Syrian Army attack at al-Rahba in the last 24 hours failed, according to two rebel officers. "
            "In eastern Aleppo the army has taken dozens of villages on the Maskanah Plains since 9 May. "
            "Some 700 Islamic State fighters were killed or wounded there, by the army's own count. "
            "The army will probably bypass Maskanah to the south."
        ),
    )
    draft.claim(
        "route_opened",
        "Government forces reopened the Damascus to Palmyra highway this week",
        "reopened",
        "SAA:Government forces",
        "",
        "Damascus to Palmyra highway",
        "2017-05-21/2017-05-27",
        place={"relation": "along_road", "geometry": HIGHWAY},
    )
    draft.claim(
        "encirclement",
        "encircled the rebel pocket in East Qalamoun",
        "encircled",
        "SAA:Government forces",
        "FSA:the rebel pocket",
        "East Qalamoun",
        "2017-05-21/2017-05-27",
    )
    draft.claim(
        "offensive",
        "A Free Syrian Army attack at al-Rahba in the last 24 hours failed",
        "attack",
        "FSA:A Free Syrian Army",
        "SAA",
        "al-Rahba",
        "2017-05-26/2017-05-27",
        outcome="failed",
        says=[("two rebel officers", "unnamed", "according to")],
    )
    draft.claim(
        "capture",
        "the army has taken dozens of villages on the Maskanah Plains since 9 May",
        "taken",
        "SAA:the army",
        "IS",
        "Maskanah Plains",
        "2017-05-09/2017-05-27",
        scope="cumulative",
        counts=[("settlements", None, 24, None, None, False)],
        place={"relation": "part_of", "geometry": SECTOR},
    )
    draft.claim(
        "casualties",
        "Some 700 Islamic State fighters were killed or wounded there",
        "killed or wounded",
        "SAA",
        "IS:Islamic State fighters",
        "Maskanah Plains",
        "2017-05-09/2017-05-27",
        scope="cumulative",
        counts=[("killed_or_wounded", "fighters", None, None, 700, True)],
        says=[("the army", "party", "by the army's own count")],
        place={"relation": "part_of", "geometry": SECTOR},
    )
    return draft.claim(
        "bypass",
        "The army will probably bypass Maskanah to the south",
        "bypass",
        "SAA:The army",
        "",
        "Maskanah",
        "2017-05-27/2017-06-03",
        modality="predicted",
        outcome="unknown",
        confidence=0.8,
    )


def _six() -> Draft:
    draft = Draft(
        6,
        "2017-05-31",
        "Steppe Gazette",
        GOV,
        "Arak and the gas fields",
        (
            "Army units are said to have entered Arak, east of Palmyra. "
            "The army shelled positions of the takfiri group around Zuwaykh. "
            "Negotiations on an evacuation of East Qalamoun have begun."
        ),
    )
    draft.claim(
        "advance",
        "Army units are said to have entered Arak, east of Palmyra",
        "entered",
        "SAA:Army units",
        "IS",
        "Arak",
        "2017-05-30",
        modality="reported",
        confidence=0.44,
    )
    draft.claim(
        "shelling",
        "The army shelled positions of the takfiri group around Zuwaykh",
        "shelled",
        "SAA:The army",
        "IS:the takfiri group",
        "Zuwaykh",
        "2017-05-30",
        wording=[("takfiri group", "Islamic State", "syrian-government")],
        means=["artillery"],
        confidence=0.7,
    )
    return draft.claim(
        "negotiation",
        "Negotiations on an evacuation of East Qalamoun have begun",
        "Negotiations",
        "",
        "",
        "East Qalamoun",
        outcome="ongoing",
        basis="report_date",
        confidence=0.74,
    )


def _seven() -> Draft:
    draft = Draft(
        7,
        "2017-06-05",
        "Badia Watch",
        None,
        "Maskanah changes hands",
        (
            "Islamic State withdrew from Maskanah during the night to Sunday, and government troops entered the town on 4 June. "
            "The group blew up a water pump as it left. "
            "Hundreds of people have fled towards Rasafa."
        ),
    )
    draft.claim(
        "withdrawal",
        "Islamic State withdrew from Maskanah during the night to Sunday",
        "withdrew",
        "IS:Islamic State",
        "",
        "Maskanah",
        "2017-06-03/2017-06-04",
        also=[("toward", "Rasafa")],
    )
    draft.claim(
        "capture",
        "government troops entered the town on 4 June",
        "entered",
        "SAA:government troops",
        "IS",
        "Maskanah",
        "2017-06-04",
    )
    draft.claim(
        "explosive",
        "The group blew up a water pump as it left",
        "blew up",
        "IS:The group",
        "",
        "Maskanah",
        "2017-06-03/2017-06-04",
        confidence=0.77,
    )
    return draft.claim(
        "displacement",
        "Hundreds of people have fled towards Rasafa",
        "fled",
        "civ:people",
        "",
        "Maskanah",
        "2017-06-04/2017-06-05",
        counts=[("displaced", "people", 200, None, None, False)],
        also=[("toward", "Rasafa")],
    )


def _eight() -> Draft:
    draft = Draft(
        8,
        "2017-06-06",
        "Desert Front",
        OPP,
        "Fighting goes on around the desert base",
        (
            "Rebels ambushed a convoy near al-Alianiyah on Monday. "
            "Coalition jets struck again near al-Tanf on 6 June, a rebel officer said."
        ),
    )
    draft.claim(
        "ambush",
        "Rebels ambushed a convoy near al-Alianiyah on Monday",
        "ambushed",
        "FSA:Rebels",
        "SAA:a convoy",
        "al-Alianiyah",
        "2017-06-05",
        place={"relation": "near"},
    )
    return draft.claim(
        "air_strike",
        "Coalition jets struck again near al-Tanf on 6 June",
        "struck",
        "USA:Coalition jets",
        "SAA",
        "al-Tanf",
        "2017-06-06",
        says=[("a rebel officer", "unnamed", "said")],
        means=["aircraft"],
        place={"relation": "near"},
    )
