"""The merge: what becomes of a find when an edit arrives. Pure: values in, values out.

A conflict is what no order of arrival explains. For each field that an edit sets, with `was` what its author saw,
`new` what it says and `current` what the server holds, where *means* is `models.find.meaning`:

    new means was          another spelling: taken if current means was, else nothing to do
    current means new      nothing to do, except a count that two raised to one number: an offer
    current means was      the new value is taken
    otherwise              as POLICY says
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from models.fields import Policy
from models.find import DELETED, FIELDS, FIND_FIELDS, FieldValues, meaning, means
from models.mutation import Mutation
from sync.merge.find_state import Author, Conflict, FindState, Offer, Past, Said

# generated policies: from models/find.py, by make generate
# REVIEW: current stays; an offer is put into the field's open conflict
#     marking, category, count, position, found_on, disposition, manufactured_year, manufactured_country, lot,
#     district, deleted
# LATEST: the later stamp wins; the loser stays in the history
#     depth_cm, condition, method
# KEEP_BOTH: the texts side by side, each under those who wrote it
#     note
# UNION: three-way set merge, adds and removes
#     photos
# end of policies
POLICY: dict[str, Policy] = {one.name: one.policy for one in (*FIND_FIELDS, DELETED)}

RESOLVE = "resolve"
"""The op by which a person settles conflicts; devices never send it."""
DECISIONS = ("same", "distinct", "undo", "void")
"""The ops by which it is decided whether a find is a duplicate, and by which that is taken back; `void` is the server's
own, when the survivor is no longer live. They set `duplicate_of`, or nothing, and touch no field of the find; the last
two only where the find is still a duplicate of the one that they name in `was`."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A conflict that this edit closed, and why."""

    id: str
    field: str
    why: str


@dataclass(slots=True)
class Merged:
    """The find after an edit, and what became of the edit."""

    find: FindState
    outcome: str
    """applied, merged or conflict."""
    waiting: list[str] = field(default_factory=list)
    """The fields in which this edit waits for a person."""
    opened: list[str] = field(default_factory=list)
    """The fields whose conflict this edit opened."""
    closed: list[Closed] = field(default_factory=list)


def merge(
    find: FindState | None, edit: Mutation, said: Said, unseen: Mapping[str, Mutation] = MappingProxyType({})
) -> Merged:
    """The find after `edit`. Only a create may come without a find.

    `unseen`: by their ids, what was played before a person's decision that the person had not seen.
    """
    if find is None:
        made = FindState(edit.find_id, said, said, 1, {k: v for k, v in edit.set.items() if v is not None})
        return Merged(made, "applied")
    merging = _Merging(find.copy(), edit, said, unseen)
    merging.play()
    return merging.merged(find)


class _Merging:
    """One edit on its way into one find."""

    def __init__(self, find: FindState, edit: Mutation, said: Said, unseen: Mapping[str, Mutation]) -> None:
        self.find, self.edit, self.said, self.unseen = find, edit, said, unseen
        self.moved = False  # a value now means something else, or an offer was made
        self.waits: set[str] = set()  # fields in which this edit made an offer, or had one made
        self.why: dict[str, str] = {}  # field: why its last offer went

    def play(self) -> None:
        if self.edit.op == RESOLVE or self.edit.op in DECISIONS:
            for name, value in self.edit.set.items():
                if all(means(seen, self.find.value(seen), was) for seen, was in self.edit.was.items()):
                    self.resolve(name, value)
        elif self.edit.op == "delete":
            self.delete()
        elif self.edit.op == "restore":
            self.review("deleted", True, False)
        else:
            for name, new in self.edit.set.items():
                self.set(name, self.edit.was.get(name), new)
            if self.find.deleted and self.moved:
                self.revive()
        self.retry_delete()

    def merged(self, before: FindState) -> Merged:
        find = self.find
        find.version += 1
        find.changed = self.said
        closed = [
            Closed(find.conflicts[name].id, name, self.why[name])
            for name in POLICY  # in one order: a find that was stored meanwhile has its conflicts in another
            if name in find.conflicts and not find.conflicts[name].offers
        ]
        for one in closed:
            del find.conflicts[one.field]
        for name in self.named():
            conflict = find.conflicts.get(name)
            if conflict and conflict.of(self.said.by):
                self.waits.add(name)
        waiting = [name for name in POLICY if name in self.waits]
        opened = [name for name in POLICY if name in find.conflicts and name not in before.conflicts]
        as_sent = all(means(name, find.value(name), value) for name, value in self.edit.set.items())
        outcome = "conflict" if waiting else "applied" if as_sent else "merged"
        return Merged(find, outcome, waiting, opened, [one for one in closed if one.field in before.conflicts])

    def named(self) -> list[str]:
        return [*self.edit.set] if self.edit.set or self.edit.op in DECISIONS else ["deleted"]

    # One field

    def set(self, name: str, was: Any, new: Any) -> None:
        policy = POLICY[name]
        if policy is Policy.REVIEW:
            self.review(name, was, new)
        elif policy is Policy.LATEST:
            self.latest(name, was, new)
        elif policy is Policy.KEEP_BOTH:
            self.keep_both(name, was, new)
        else:
            self.unite(name, was, new)

    def review(self, name: str, was: Any, new: Any) -> None:
        current = self.find.value(name)
        conflict = self.find.conflicts.get(name)
        own = conflict.of(self.said.by) if conflict else None
        first_was = own.was if own and means(name, was, own.value) else was
        if means(name, new, was):
            if means(name, current, was) and current != new:
                self.accept(name, new, self.said)
        elif means(name, current, new):
            if self.raised_alike(name, first_was, new, self.said.by) or self.raised_alike(name, was, new, self.said.by):
                self.offer(name, was, new)
            else:
                self.withdraw(name, self.said.by, "agreed")
        elif means(name, current, was):
            self.accept(name, new, self.said)
            self.retry(name)
        else:
            self.offer(name, was, new)

    def latest(self, name: str, was: Any, new: Any) -> None:
        current = self.find.value(name)
        if means(name, new, was):
            if means(name, current, was):
                self.stamp(name, max(self.find.stamp(name), self.said.stamp))
        elif means(name, current, new):
            self.stamp(name, max(self.find.stamp(name), self.said.stamp))
        elif means(name, current, was):
            greatest = max(self.find.stamp(name), self.said.stamp)
            self.accept(name, new, self.said)
            self.stamp(name, greatest)
        elif self.said.stamp > self.find.stamp(name):
            self.accept(name, new, self.said)

    def keep_both(self, name: str, was: Any, new: Any) -> None:
        current = self.find.value(name)
        label = self.said.by.label
        if means(name, new, was):
            return
        parts = dict(self.find.note_parts())
        if means(name, current, new) and current not in parts:
            return
        if means(name, current, was):
            parts = {}
        elif isinstance(was, str):
            parts.pop(was, None)
        if new is not None:
            parts[new] = sorted({*parts.get(new, []), label})
        self.write_note(sorted(parts.items()))

    def unite(self, name: str, was: Any, new: Any) -> None:
        saw = set(was) if isinstance(was, list) and all(isinstance(one, str) for one in was) else set()
        says, current = set(new or []), set(self.find.value(name) or [])
        united = (current - (saw - says)) | (says - saw)
        if united != current:
            self.accept(name, sorted(united) or None, self.said)

    # What is on the table

    def accept(self, name: str, value: Any, said: Said) -> None:
        """Makes `value` the accepted one, in the name of `said`, whose own offer it replaces."""
        find = self.find
        before = meaning(name, find.value(name))
        after = meaning(name, value)
        accepted = find.accepted(name)
        run = [*find.raised_from(name), before] if find.said(name).by.key == said.by.key else [before]
        if before != after:
            self.moved = True
        find.past[name] = Past(
            said,
            said.stamp,
            accepted if after in accepted else [*accepted, after],
            run if name == "count" else [],
        )
        if value is None:
            find.values.pop(name, None)
        else:
            find.values[name] = value
        self.withdraw(name, said.by, "accepted")

    def stamp(self, name: str, stamp: tuple[str, str]) -> None:
        self.find.past[name] = Past(self.find.said(name), stamp, self.find.accepted(name), [])

    def write_note(self, parts: list[tuple[str, list[str]]]) -> None:
        shown = "\n".join(f"{', '.join(by)}: {text}" for text, by in parts) if len(parts) > 1 else None
        if len(parts) == 1:
            shown = parts[0][0]
        if shown != self.find.value("note"):
            self.accept("note", shown, self.said)
        self.find.parts = parts or None

    def offer(self, name: str, was: Any, value: Any, saw: FieldValues | None = None) -> None:
        """Puts the author's offer on the table, in the place of an earlier one of theirs."""
        conflict = self.conflict(name)
        own = conflict.of(self.said.by)
        if saw is None:
            ahead = meaning(name, was) not in self.find.accepted(name)
        else:
            ahead = any(meaning(one, saw.get(one)) not in self.find.accepted(one) for one in FIELDS)
        made = Offer(self.said, was, value, ahead, saw=saw)
        if own is None:
            conflict.offers.append(made)
        elif not means(name, was, own.value):
            if own.ahead:
                made.earlier = [*own.earlier, (own.was, own.value, own.said)]
            conflict.offers[conflict.offers.index(own)] = made
        elif means(name, value, own.was):
            self.withdraw(name, self.said.by, "withdrawn")
            return
        else:
            made.was, made.ahead, made.earlier = own.was, own.ahead, own.earlier
            conflict.offers[conflict.offers.index(own)] = made
        self.moved = True

    def conflict(self, name: str) -> Conflict:
        if name not in self.find.conflicts:
            id = uuid5(NAMESPACE_URL, f"minetally:conflict:{self.find.id}:{name}:{self.said.mutation_id}")
            self.find.conflicts[name] = Conflict(str(id), [])
        return self.find.conflicts[name]

    def withdraw(self, name: str, author: Author, why: str) -> None:
        conflict = self.find.conflicts.get(name)
        if conflict and (own := conflict.of(author)):
            conflict.offers.remove(own)
            self.why[name] = why

    def retry(self, name: str) -> None:
        """Tries the offers again after another value was accepted, until none of them moves."""
        conflict = self.find.conflicts.get(name)
        while conflict and self.retried(name, conflict):
            pass

    def retried(self, name: str, conflict: Conflict) -> bool:
        current = self.find.value(name)
        for offer in conflict.offers:
            if means(name, offer.value, current) and not self.raised_alike(name, offer.was, offer.value, offer.said.by):
                conflict.offers.remove(offer)
                self.why[name] = "agreed"
                return True
            if offer.ahead and means(name, offer.was, current):
                self.accept(name, offer.value, offer.said)
                return True
            for step, (was, value, said) in enumerate(offer.earlier):
                if means(name, was, current):
                    self.accept(name, value, said)  # which withdraws the offer, though it is not what is taken
                    conflict.offers.append(replace(offer, earlier=offer.earlier[step + 1 :]))
                    return True
        return False

    def raised_alike(self, name: str, was: Any, new: Any, author: Author) -> bool:
        """Whether `author` and the one who said the accepted count raised the same count to the same number."""
        if name != "count" or self.find.said(name).by.key == author.key:
            return False
        base, raised = meaning(name, was), meaning(name, new)
        return isinstance(base, int) and base < raised and base in self.find.raised_from(name)

    # The whole find

    def resolve(self, name: str, value: Any) -> None:
        bases = self.on_the_table(name) if name == "count" else []
        left = self.not_seen(name, value)
        conflict = self.find.conflicts.get(name)
        if conflict:
            conflict.offers.clear()
            self.why[name] = "resolved"
        self.accept(name, value, self.said)
        if left:
            self.conflict(name).offers.extend(left)
        self.find.past[name].raised_from = bases

    def not_seen(self, name: str, settled: Any) -> list[Offer]:
        """What stays on the table beside a decision: what the person had not seen, and says something else."""
        conflict, by = self.find.conflicts.get(name), self.find.said(name)
        left = [one for one in (conflict.offers if conflict else ()) if one.said.mutation_id in self.unseen]
        if by.mutation_id in self.unseen:
            current = self.find.value(name)
            was = not current if name == "deleted" else self.unseen[by.mutation_id].was.get(name)
            left.append(Offer(by, was, current, ahead=False))
        return [one for one in left if not means(name, one.value, settled)]

    def on_the_table(self, name: str) -> list[Any]:
        """The meaning of each value that somebody may raise who has not seen what is settled now."""
        values = [*self.find.raised_from(name), meaning(name, self.find.value(name))]
        conflict = self.find.conflicts.get(name)
        for offer in conflict.offers if conflict else ():
            steps = [(offer.was, offer.value), *((was, value) for was, value, _ in offer.earlier)]
            values += [meaning(name, one) for step in steps for one in step]
        return [*dict.fromkeys(values)]

    def delete(self) -> None:
        if self.find.deleted:
            return
        if self.others_disagree() or not self.still_means(self.edit.was):
            self.offer("deleted", False, True, self.edit.was)
        else:
            self.accept("deleted", True, self.said)

    def others_disagree(self) -> bool:
        """Whether a conflict is open beside this author's own offer to delete."""
        return any(
            name != "deleted" or any(offer.said.by.key != self.said.by.key for offer in conflict.offers)
            for name, conflict in self.find.conflicts.items()
        )

    def still_means(self, saw: FieldValues) -> bool:
        return all(means(name, self.find.value(name), saw.get(name)) for name in FIELDS)

    def revive(self) -> None:
        """A deleted find was edited: it lives, and the deletion becomes an offer in the deleter's name."""
        deletion = self.find.said("deleted")
        self.accept("deleted", False, self.said)
        self.conflict("deleted").offers.append(Offer(deletion, False, True, ahead=False))
        self.waits.add("deleted")

    def retry_delete(self) -> None:
        """A delete that came before an edit it had seen is done once that edit is in."""
        conflict = self.find.conflicts.get("deleted")
        if conflict is None or any(other.offers for name, other in self.find.conflicts.items() if name != "deleted"):
            return
        offers = conflict.offers
        if offers and all(one.ahead and one.saw is not None and self.still_means(one.saw) for one in offers):
            self.accept("deleted", True, offers[0].said)
            offers.clear()
