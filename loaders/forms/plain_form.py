"""A form printed as text: tab-separated cells, narrow cells broken over lines, or wrapped rows.

The form is cut into head, funding block, goals, indicator table and end by the labels that open them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from loaders.forms import funding, goals, head
from loaders.forms.alignment import align
from loaders.forms.assemble import indicators, settle_score, shared_texts
from loaders.forms.header import Header, funding_header, indicator_headers
from loaders.forms.middle import points
from loaders.forms.pieces import Piece, is_furniture, is_tabbed, is_unfilled, join, lines_of, pieces_of
from loaders.forms.vocabulary import form_label, form_type, funding_source, ratings
from loaders.grammar.normal import squash
from loaders.grammar.values import is_number
from loaders.model import Line, Segment, Used
from loaders.notes import Note, note
from loaders.records import Evaluation, Parsed, Reject

_VERTICAL = re.compile(r"^[绩效指标项目年度]{1,2}$")
_REMARK = re.compile(r"^(?:备?注|说明|填[报表]说明):")
_FULL = 100
_LABEL_LINES = 4  # a label in a narrow cell, broken over lines


@dataclass(slots=True)
class _Parts:
    """The pieces of a form by part."""

    head: list[Piece]
    funding: list[Piece]
    goals: list[Piece]
    headers: list[Header]
    labels: list[Piece]
    rows: list[Piece]
    tail: list[Piece]


def read(segment: Segment) -> tuple[Parsed, Used]:
    """Read one form; ``form_seq`` is 1 in all records. What isn't understood becomes a reject."""
    form_seq = 1
    lines = [block for block in segment.blocks if isinstance(block, Line)]
    tabbed = is_tabbed(lines)
    pieces = pieces_of(lines)
    parts = _parts(pieces)
    columns = parts.headers[0].columns if parts.headers else ()
    parsed = Parsed()
    evaluation = _evaluation(segment, parts, form_seq, columns)
    parsed.evaluations.append(evaluation)
    parsed.form_fields += head.fill(evaluation, head.entries(parts.head))
    _funding(parsed, evaluation, parts)
    parsed.form_fields += goals.read(parts.goals, form_seq, tabbed=tabbed)
    if columns:
        rows = align(parts.rows, columns, tabbed=tabbed)
        parsed.indicators = indicators(rows, form_seq)
        parsed.form_fields += shared_texts(rows, form_seq)
    else:
        parsed.rejects.append(_reject(pieces, note("form_without_header")))
    _end(parsed, evaluation, parts.tail)
    executed = [f.score for f in parsed.funding if f.score]
    settle_score(parsed.indicators, evaluation.total_score, executed)
    _mark_evaluation(evaluation, pieces)
    _check_weights(parsed, evaluation)
    return parsed, _used(lines, parts, parsed)


def _used(lines: Sequence[Line], parts: _Parts, parsed: Parsed) -> Used:
    """Which lines were understood; goal texts count as prose that is kept in the form's fields."""
    used = Used()
    for field in parsed.form_fields:
        used.mark(field.lines, "prose")
    for record in (*parsed.funding, *parsed.indicators):
        used.mark(record.lines, "row")
    for piece in (*parts.head, *parts.funding):
        title = form_label(piece.text, "head", "department") is None and "绩效" in piece.text
        used.mark(piece.lines, "title" if title else "label")
    for piece in (*parts.labels, *(p for p in parts.goals if form_label(p.text) is not None)):
        used.mark(piece.lines, "header")
    ends = [p for p in parts.tail if form_label(p.folded.split(":")[0]) is not None or is_number(p.text)]
    for piece in ends:
        used.mark(piece.lines, "row")
    for line in lines:
        if is_furniture(line.text):
            used.mark(line.number, "footer")
        elif is_unfilled(line.text):
            used.mark(line.number, "instruction")
    return used


def _check_weights(parsed: Parsed, evaluation: Evaluation) -> None:
    """Weights that don't add up to the form's 100 say that a row was misread or printed wrong."""
    printed = [*(i.weight for i in parsed.indicators), *(f.weight for f in parsed.funding)]
    weights = [Decimal(weight) for weight in printed if weight]
    if not weights or not any(one.weight for one in parsed.indicators):
        return
    total, stated = sum(weights, Decimal(0)), Decimal(evaluation.total_weight or _FULL)
    if total != stated:
        what = note("weights_not_full", total=total, stated=stated)
        page, lines = evaluation.page, evaluation.lines[:1]
        parsed.rejects.append(Reject(stage="form", note=what, lines=lines, page=page))


def _reject(pieces: Sequence[Piece], what: Note) -> Reject:
    page = pieces[0].page if pieces else None
    return Reject(stage="form", note=what, lines=lines_of(pieces), page=page)


def _mark_evaluation(evaluation: Evaluation, pieces: Sequence[Piece]) -> None:
    evaluation.lines = lines_of(pieces)
    evaluation.page = pieces[0].page if pieces else None
    evaluation.source_text = evaluation.form_title or evaluation.subject_name


def _evaluation(segment: Segment, parts: _Parts, form_seq: int, columns: Sequence[str]) -> Evaluation:
    department = any(form_label(p.text.split(":")[0].split("：")[0], "department") for p in parts.head)
    project = any(form_label(p.text.split(":")[0].split("：")[0], "head") for p in parts.head)
    evaluated = "actual" in columns or "score" in columns
    kind = form_type(segment.title, department=department and not project, evaluated=evaluated)
    return Evaluation(
        form_seq=form_seq,
        form_type=kind,
        form_title=squash(segment.title),
        fiscal_year=head.printed_year(parts.head) or head.title_year(segment.blocks),
    )


def _parts(pieces: list[Piece]) -> _Parts:
    headers = indicator_headers(pieces)
    start = headers[0].start if headers else len(pieces)
    top, table = pieces[:start], pieces[start:]
    skipped = {i for h in headers for i in range(h.start - start, h.stop - start)}
    labels = [piece for i, piece in enumerate(table) if i in skipped]
    table = [piece for i, piece in enumerate(table) if i not in skipped]
    money = next((i for i, _ in enumerate(top) if _opens_funding(top, i)), None)
    goal = next((i for i, _ in enumerate(top) if i > (money or 0) and _opens_goals(top, i)), len(top))
    first = money if money is not None else goal
    early = next((i for i in range(first) if top[i].first and _opens_text(top, i)), first)
    body = _without_vertical(table)
    labels += [piece for piece in table if piece not in body]
    rows, tail = _without_end(body)
    return _Parts(top[:early], top[first:goal], [*top[early:first], *top[goal:]], headers, labels, rows, tail)


def _opens_text(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a block of texts (项目基本情况, goals) begins above the funding block; no label of the head follows it."""
    runs = (pieces[index:stop] for stop in range(index + 1, index + _LABEL_LINES + 1))
    labels = (
        form_label(join(run), "block", "goal", "expected", "narrative")
        for run in runs
        if all(p.first for p in run)
    )
    label = next((one for one in labels if one is not None), None)
    if label is None or label.field == "funding":
        return False
    following = pieces[index + 1 :]
    money = next((n for n in range(len(following)) if _opens_funding(following, n)), 0)
    return money > 0 and not any(
        form_label(p.folded.split(":")[0], "head", "department") for p in following[:money]
    )


def _opens_funding(pieces: Sequence[Piece], index: int) -> bool:
    for stop in range(index + 1, min(len(pieces), index + _LABEL_LINES) + 1):
        run = pieces[index:stop]
        if not all(p.first for p in run[1:]):
            break
        label = form_label("".join(p.text for p in run), "block")
        if label is not None and label.field == "funding":
            return True
    return pieces[index].first and (
        funding_source(pieces[index].text) is not None or funding.opens(pieces, index)
    )


def _opens_goals(pieces: Sequence[Piece], index: int) -> bool:
    if not pieces[index].first:
        return False
    for stop in range(index + 1, min(len(pieces), index + 5) + 1):
        run = pieces[index:stop]
        if not all(p.first for p in run[1:]):
            return False
        text = re.sub(r"[(（]\d{4}年?[-—~至]+\d{4}年?[)）]$", "", "".join(p.text for p in run))
        label = form_label(text, "goal", "expected", "achieved", "narrative", "block")
        if label is not None and label.field != "funding":
            return True
    return False


def _without_vertical(pieces: list[Piece]) -> list[Piece]:
    """The table without the label at its side, printed one or two characters a line (绩/效/指/标)."""
    kept: list[Piece] = []
    spelled = ""
    for index, piece in enumerate(pieces):
        label = form_label(piece.text, "block")
        if label is not None and label.field in ("indicator", "goal"):
            continue
        if not kept and _VERTICAL.match(piece.text) and len(spelled) < 8 and not _names_row(pieces, index):
            spelled += piece.text
            continue
        kept.append(piece)
    return kept


def _names_row(pieces: Sequence[Piece], index: int) -> bool:
    """Whether a piece stands on a line with other pieces."""
    following = pieces[index + 1 : index + 2]
    return bool(following) and not following[0].first


def _without_end(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Rows, and what ends the form: total, rating, who filled it in."""
    for index, piece in enumerate(pieces):
        text = piece.folded.split(":")[0]
        opens = piece.first and form_label(text, "total", "rating", "field", "narrative") is not None
        if opens or _is_total(pieces, index) or (piece.first and _REMARK.match(piece.folded)):
            return pieces[:index], pieces[index:]
    return pieces, []


def _is_total(pieces: Sequence[Piece], index: int) -> bool:
    """A line of two numbers alone, the first of them 100: the form's total weight and score."""
    if not pieces[index].first or index + 2 > len(pieces) or pieces[index + 1].first:
        return False
    if index + 2 < len(pieces) and not pieces[index + 2].first:
        return False
    weight, score = pieces[index].text, pieces[index + 1].text
    return is_number(weight) and is_number(score) and float(weight.replace(",", "")) == _FULL


def _funding(parsed: Parsed, evaluation: Evaluation, parts: _Parts) -> None:
    evaluation.unit = funding.money_unit(parts.funding) or funding.money_unit(parts.head)
    header = funding_header(parts.funding)
    if header is None:
        parsed.funding = funding.targeted(parts.funding, evaluation.form_seq, evaluation.unit)
        return
    rows = [*parts.funding[: header.start], *parts.funding[header.stop :]]
    parsed.funding = funding.evaluated(rows, header, evaluation.form_seq, evaluation.unit)


def _end(parsed: Parsed, evaluation: Evaluation, tail: Sequence[Piece]) -> None:
    """Total weight and score, rating, and the fields below them."""
    numbers: list[str] = []
    rest: list[Piece] = []
    expects = "total"
    for piece in tail:
        name, _, value = piece.folded.partition(":")
        if form_label(name, "rating") is not None and not is_number(name):
            expects = "rating"
            piece_value = value
        elif form_label(name, "total") is not None:
            expects, piece_value = "total", value
        else:
            piece_value = piece.folded
        if expects == "rating" and piece_value in ratings() and not evaluation.rating:
            evaluation.rating, expects = piece_value, ""
        elif expects == "total" and points(piece_value):
            numbers.append(points(piece_value))
        elif form_label(name, "total", "rating") is None:
            rest.append(piece)
            expects = ""
    if len(numbers) >= 2:
        evaluation.total_weight, evaluation.total_score = numbers[0], numbers[1]
    elif numbers:
        _one_total(evaluation, numbers[0], any(one.score for one in parsed.indicators))
    parsed.form_fields += head.fill(evaluation, head.entries(rest))


def _one_total(evaluation: Evaluation, value: str, scored: bool) -> None:
    if scored:
        evaluation.total_score = value
    else:
        evaluation.total_weight = value
