"""What the server can be told, by the command line and by the environment."""

import os
from pathlib import Path

import pytest

import app
from qa.errors import InputError
from ui.options import DEFAULT_CONCURRENT, ServiceOptions, parser

SECRET = "ann:correct horse"


def options(*arguments: str, **environ: str) -> ServiceOptions:
    return ServiceOptions.of(parser().parse_args(arguments), {f"ARTICLE_QA_{k}": v for k, v in environ.items()})


def test_by_default_the_page_is_for_this_machine_alone():
    assert options() == ServiceOptions(feedback=Path("feedback.jsonl"))
    assert options("--host", "0.0.0.0").feedback is None and options("--feedback", "").feedback is None
    assert (options().host, options().port, options().max_concurrent) == ("127.0.0.1", 7860, DEFAULT_CONCURRENT)
    assert options().credentials is None and options().articles == ()


def test_the_environment_says_the_same_as_the_command_line(tmp_path):
    told = options(
        HOST="0.0.0.0", PORT="8000", MAX_CONCURRENT="3", ARTICLE=f"a.txt{os.pathsep}b.md",
        HOSTNAMES="A.example, b.example", ALLOW_URLS="1",
    )  # fmt: skip
    assert told == options(
        "--host", "0.0.0.0", "--port", "8000", "--max-concurrent", "3", "--article", "a.txt", "b.md",
        "--hostnames", "a.example,b.example", "--allow-urls",
    )  # fmt: skip
    assert told.articles == (Path("a.txt"), Path("b.md")) and told.hostnames == ("a.example", "b.example")


def test_the_command_line_comes_before_the_environment():
    assert options("--port", "1", PORT="2", HOST="::1").port == 1
    assert options("--no-allow-urls", ALLOW_URLS="1").allow_urls is False
    assert options("--port", "1", PORT="wrong").port == 1
    assert options(PORT="", AUTH="").port == 7860


@pytest.mark.parametrize(
    ("host", "allowed"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False)]
)
def test_web_addresses_are_opened_for_this_machine_only_unless_it_is_said(host, allowed):
    assert options("--host", host).allow_urls is allowed
    assert options("--host", host, "--allow-urls").allow_urls is True
    assert options("--host", host, ALLOW_URLS="off").allow_urls is False


@pytest.mark.parametrize(
    ("arguments", "environ", "said"),
    [
        (("--port", "0"), {}, "expected --port as a whole number from 1 to 65535, got '0'"),
        (("--port", "65536"), {}, "expected --port as a whole number from 1 to 65535, got '65536'"),
        (("--port", "-1"), {}, "expected --port as a whole number from 1 to 65535, got '-1'"),
        (("--port", "８０"), {}, "expected --port as a whole number from 1 to 65535, got '８０'"),
        ((), {"PORT": "x" * 900}, f"expected ARTICLE_QA_PORT as a whole number from 1 to 65535, got '{'x' * 80}'"),
        (("--max-concurrent", "0"), {}, "expected --max-concurrent as a whole number from 1 to 64, got '0'"),
        ((), {"MAX_CONCURRENT": "65"}, "expected ARTICLE_QA_MAX_CONCURRENT as a whole number from 1 to 64, got '65'"),
        ((), {"ALLOW_URLS": "maybe"}, "expected ARTICLE_QA_ALLOW_URLS as one of 1, true, yes, on, 0, false, no, off"),
        (("--hostnames", "a.example:80"), {}, "expected --hostnames as host names without port, got 'a.example:80'"),
        (("--hostnames", "*"), {}, "expected --hostnames as host names without port, got '*'"),
        (("--feedback", "none/such/f"), {}, "expected --feedback as a file in a folder that exists, got 'none/such/f'"),
    ],
)
def test_a_value_that_cannot_be_used_is_one_line_that_names_it(arguments, environ, said):
    with pytest.raises(InputError) as error:
        options(*arguments, **environ)
    assert str(error.value).startswith(said) and "\n" not in str(error.value)


@pytest.mark.parametrize("arguments", [["--port"], ["--prot", "1"], ["x"], ["--max", "1"]])
def test_a_mistyped_option_is_one_line_and_status_2(capsys, arguments):
    with pytest.raises(SystemExit) as stopped:
        app.main(arguments)
    said = capsys.readouterr().err
    assert stopped.value.code == 2 and said.count("\n") == 1 and said.startswith("app.py: ")


def test_a_bad_value_is_status_2(capsys, monkeypatch):
    monkeypatch.setenv("ARTICLE_QA_PORT", "x")
    assert app.main([]) == 2
    assert capsys.readouterr().err == "app.py: expected ARTICLE_QA_PORT as a whole number from 1 to 65535, got 'x'\n"


def test_the_password_comes_from_a_file_or_the_environment(tmp_path):
    file = tmp_path / "auth"
    for content in (SECRET, SECRET + "\n", "\ufeff" + SECRET + "\r\n"):
        file.write_text(content, "utf-8", newline="")
        assert options("--auth", str(file)).credentials.accepts("Basic YW5uOmNvcnJlY3QgaG9yc2U=")
    assert options(AUTH=SECRET).credentials.accepts("Basic YW5uOmNvcnJlY3QgaG9yc2U=")


@pytest.mark.parametrize(
    "content", ["", "\n", "ann", "ann:", ":secret", "ann:sec\nret", "ann:sec\x00ret", "a:" + "b" * 2000]
)
def test_what_is_no_name_with_a_password_is_refused_and_never_shown(tmp_path, content):
    file = tmp_path / "auth"
    file.write_text(content, "utf-8")
    told = [lambda: options("--auth", str(file))] + ([lambda: options(AUTH=content)] if content else [])
    for tell in told:
        with pytest.raises(InputError) as error:
            tell()
        assert "USER:PASSWORD" in str(error.value) and "\n" not in str(error.value)
        assert not any(word in str(error.value) for word in ("ann", "sec", "bbb"))


def test_a_password_given_for_its_file_by_mistake_is_not_shown(capsys):
    assert app.main(["--auth", SECRET]) == 2
    said = capsys.readouterr()
    assert "horse" not in said.err + said.out and said.err.count("\n") == 1


def test_the_options_do_not_show_the_password():
    assert "horse" not in repr(options(AUTH=SECRET)) and "ann" not in repr(options(AUTH=SECRET))


def test_the_readme_names_every_option_with_its_variable():
    table = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    names = {a.dest for a in parser()._actions} - {"help", "version"}
    variables = {name: f"ARTICLE_QA_{name.upper()}" for name in names} | {"llm": "QA_LLM"}
    assert [variable for variable in variables.values() if f"| `{variable}` |" not in table] == []
    assert all(f"`--{name.replace('_', '-')}" in table for name in names)
