"""``gongkai serve``: checks, pages beside their reading, the warehouse, and who is kept out."""

from __future__ import annotations

import html
import io
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image

from gongkai.review import register
from gongkai.serve.checking import free_name
from gongkai.serve.checks import MOST_KEPT, Checks
from gongkai.settings import Settings
from gongkai.site.generate import generate
from tests.cli import drafts
from tests.cli.app import Client, running, temporary_folders
from tests.readers.pdf_drawing import Drawing
from tests.test_pictures import table


@pytest.fixture(scope="session")
def client(published: Settings) -> Iterator[Client]:
    with running(published) as found:
        yield found


@pytest.fixture(scope="session")
def checked(client: Client) -> str:
    return client.checked({"草稿.pdf": table(Drawing()), "空.bin": b"\x00\x01\x02"})


def first_page(client: Client, address: str) -> str:
    [found] = set(re.findall(rf'href="({re.escape(address)}/[^"]+/1)"', client.get(address).text))
    return str(found)


def test_a_check_ends_with_its_findings_and_what_could_not_be_read(client: Client, checked: str) -> None:
    page = client.get(checked).text
    assert "不符（" in page
    strips = re.findall(r'<img src="(/checks/[^"]+/strips/[^"]+[.]png)"', page)
    assert strips
    for address in strips:
        assert Image.open(io.BytesIO(client.get(address).body)).width > 300
    assert client.get(strips[0].replace("/0.png", "/9.png")).status == 404
    assert "空.bin" in page
    assert "草稿.pdf" in client.get("/").text


def test_the_report_can_be_taken_along(client: Client, checked: str) -> None:
    report = client.get(f"{checked}/report.html")
    assert "attachment" in report.headers["content-disposition"]
    assert "/checks/" not in report.text
    workbook = openpyxl.load_workbook(io.BytesIO(client.get(f"{checked}/report.xlsx").body))
    assert workbook.sheetnames
    document = docx.Document(io.BytesIO(client.get(f"{checked}/report.docx").body))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "不符（" in said
    assert len(document.inline_shapes) == report.text.count("data:image/png;base64,") > 0
    assert any("7.00" in cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_a_page_stands_beside_its_reading(client: Client, checked: str) -> None:
    address = first_page(client, checked)
    page = client.get(address).text
    picture = Image.open(io.BytesIO(client.get(f"{address}.png").body))
    width, height = map(float, re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', page)[0])
    assert picture.width / picture.height == pytest.approx(width / height, rel=0.01)
    boxes = re.findall(
        r'data-fact="([^"]+)" aria-label="([^"]*)"><rect class="c-(\w+)" x="([\d.]+)" y="([\d.]+)"', page
    )
    [total] = [b for b in boxes if "7.00" in b[1]]
    assert (float(total[3]), float(total[4])) == pytest.approx((479.8, 165.0), abs=1.0)
    assert total[2] == "contradicted"
    assert f'<tr id="{total[0]}"' in page
    assert client.get(address.replace("/1", "/7")).status == 404


def test_a_check_can_be_forgotten(client: Client) -> None:
    address = client.checked({"a.txt": drafts.CLEAN.encode()})
    folders = {path for home in temporary_folders() for path in home.iterdir()}
    assert any(path.name == address.rsplit("/", 1)[1] for path in folders)
    assert client.post(f"{address}/forget").status == 303
    assert client.get(address).status == 404
    assert not any(
        path.name == address.rsplit("/", 1)[1] for home in temporary_folders() for path in home.iterdir()
    )


def test_hostile_text_stays_text(client: Client) -> None:
    address = client.checked({'"><script>x.txt': drafts.HOSTILE.encode()})
    for path in (address, first_reading(client, address), "/"):
        assert "<script>alert" not in client.get(path).text
        assert '"><script>' not in client.get(path).text


def first_reading(client: Client, address: str) -> str:
    return str(re.findall(rf'href="({re.escape(address)}/[^"]+/0)"', client.get(address).text)[0])


def test_other_sites_and_names_are_refused(client: Client) -> None:
    assert client.get("/", Host="evil.example").status == 421
    files = {"a.txt": b"x"}
    assert client.post("/checks", files, Origin="http://evil.example").status == 403
    assert client.post("/checks", files, Sec_Fetch_Site="cross-site").status == 403
    assert client.post("/checks", files, Origin=client.address).status == 303
    assert client.post("/checks", files, Content_Length=str(10**12)).status == 413


def test_pages_let_nothing_in(client: Client, checked: str) -> None:
    for path in ("/", "/browse/index.html", "/browse/static/site.js", checked):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert (
            "unsafe-inline" not in policy.split("script-src")[-1].split(";")[0] or "script-src" not in policy
        )


def test_nothing_chosen_is_said(client: Client) -> None:
    assert client.post("/checks", {}).status == 400
    assert client.get("/checks/unknown").status == 404
    for path in (
        "/documents/unknown/1",
        "/browse/documents/unknown.html",
        "/browse/none.html",
        "/browse/data/none.js",
        "/browse/static/../warehouse.py",
        "/browse/data/..%2f..%2fetc",
    ):
        assert client.get(path).status == 404, path


def test_the_language_is_kept(client: Client) -> None:
    answer = client.get("/?lang=en")
    assert "Choose files" in answer.text
    assert "Choose files" in client.get("/", Cookie=answer.headers["set-cookie"].split(";")[0]).text
    assert "选择文件" in client.get("/").text


def test_the_warehouse_is_browsed_by_the_pages_of_the_site(
    client: Client, published: Settings, tmp_path: Path
) -> None:
    """Every file of the site is there, and the same but for what leads back into the app."""
    generate(published.warehouse, tmp_path / "site", published.disclosures)
    names = [
        path.relative_to(tmp_path / "site").as_posix()
        for path in sorted((tmp_path / "site").rglob("*"))
        if path.is_file()
    ]
    assert len(names) > 150
    for name in names:
        if name == ".gongkai-site":
            continue
        answer = client.get(f"/browse/{name}")
        assert answer.status == 200, name
        if not name.endswith(".html"):
            assert answer.body == (tmp_path / "site" / name).read_bytes(), name
    page = client.get("/browse/index.html").text
    assert '<a href="/">' in page
    assert '<a href="/sql">' in page
    [document] = set(
        re.findall(r'data-whole="(/documents/[^"]+)"', client.get("/browse/" + first_document(names)).text)
    )
    beside = client.get(f"{document}/0")
    assert beside.status == 200
    assert f"/browse/{first_document(names)}" in beside.text


def first_document(names: list[str]) -> str:
    return next(name for name in names if name.startswith("documents/") and name.endswith(".html"))


def test_a_review_is_written_down_shown_and_taken_back(
    client: Client, checked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_REVIEWS", str(tmp_path / "复核.csv"))
    check_id = re.findall(r'name="check_id" value="([^"]+)"', client.get(checked).text)[0]
    given = {"check_id": check_id, "attribution": "extraction", "note": "原文是 8.00"}

    assert client.post(f"{checked}/review", fields=given | {"note": ""}).status == 400
    assert client.post(f"{checked}/review", fields=given | {"attribution": "nobody"}).status == 400
    assert client.post(f"{checked}/review", fields=given | {"check_id": "none"}).status == 404
    assert client.post(f"{checked}/review", fields=given, Origin="http://evil.example").status == 403
    assert not (tmp_path / "复核.csv").exists()
    answer = client.post(f"{checked}/review", fields=given)

    assert answer.status == 303
    [entry] = register.load(tmp_path / "复核.csv")
    assert (entry.attribution, entry.note, entry.file_name) == ("extraction", "原文是 8.00", "草稿.pdf")
    page = client.get(checked).text
    anchor = answer.headers["location"].split("#")[1]
    assert f'id="{anchor}"' in page
    assert "已复核：属误读" in page
    assert "撤回复核" in page
    client.post(f"{checked}/review", fields={"check_id": check_id, "attribution": "", "note": ""})
    assert register.load(tmp_path / "复核.csv") == []
    assert "撤回复核" not in client.get(checked).text


@pytest.mark.parametrize(
    "query",
    ["select * from read_text('/etc/hostname')", "copy (select 1) to '/tmp/x.csv'", "attach '/tmp/y.db'",
     "create table t as select 1", "set enable_external_access = true", "install httpfs"],
)  # fmt: skip
def test_queries_reach_the_published_file_alone(client: Client, query: str) -> None:
    page = client.post("/sql", fields={"query": query}).text
    assert 'class="warning"' in page


def test_a_query_answers(client: Client) -> None:
    assert "<td>1,800</td>" not in client.get("/sql").text
    page = client.post("/sql", fields={"query": "select count(*) as n, '<b>' as t from \"披露文件\""}).text
    assert "&lt;b&gt;" in page
    assert '<th scope="col">n</th>' in page


def test_the_query_that_is_offered_answers(client: Client) -> None:
    shown = re.search(r"<textarea[^>]*>(.*?)</textarea>", client.get("/sql").text, re.DOTALL)
    assert shown is not None
    page = client.post("/sql", fields={"query": html.unescape(shown[1])}).text
    assert 'class="warning"' not in page
    assert '<th scope="col">预算支出_元</th>' in page
    # It stays as it was written, line ends too.
    again = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert again is not None
    assert again[1].splitlines() == shown[1].splitlines()


def test_without_a_warehouse_checks_work_and_the_rest_says_why(published: Settings, tmp_path: object) -> None:
    from dataclasses import replace

    missing = replace(published, warehouse=published.warehouse.with_name("none.duckdb"))
    with running(missing) as alone:
        assert "/browse/" not in alone.get("/").text
        answer = alone.get("/browse/index.html")
        assert answer.status == 404
        assert "gongkai build" in answer.text


def test_files_go_when_the_app_ends(published: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # apps of other tests keep theirs elsewhere
    with running(published) as alone:
        alone.checked({"a.txt": drafts.CLEAN.encode()})
        assert len(temporary_folders()) == 1
    assert temporary_folders() == set()


def test_the_oldest_checks_are_forgotten() -> None:
    checks = Checks()
    made = [checks.new() for _ in range(MOST_KEPT)]
    for check in made:
        check.state = "done"
    checks.new()
    assert checks.get(made[0].key) is None
    assert not made[0].folder.exists()
    assert checks.get(made[1].key) is not None
    checks.close()
    assert not checks.home.exists()


@pytest.mark.parametrize(
    ("given", "name"),
    [("../../etc/passwd", "passwd"), (r"C:\x\预算.pdf", "预算.pdf"), ("a\x00b.txt", "a_b.txt"), ("...", "file"),
     ("a" * 300 + ".pdf", "a" * 180 + ".pdf"), ("con?.txt", "con_.txt")],
)  # fmt: skip
def test_names_of_files_are_safe(given: str, name: str) -> None:
    assert free_name(given, []) == name


def test_two_files_of_one_name_are_both_kept() -> None:
    assert free_name("A.pdf", ["a.pdf", "A (2).pdf"]) == "A (3).pdf"
