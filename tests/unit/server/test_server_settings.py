"""Settings from the environment."""

import os
from pathlib import Path

import pytest

from server.settings import Settings, SettingsError, load_settings, token_key, variable_of

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "reference" / "settings.md"


def test_nothing_needs_to_be_set() -> None:
    settings = load_settings({})
    assert settings.url == "http://127.0.0.1:5005"
    assert settings.database == f"sqlite:///{Path('var').absolute()}/advisor.db"


@pytest.mark.parametrize("name", Settings.__fields__)
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    rows = [
        line
        for line in DOCUMENTATION.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| `{variable_of(name)}` |")
    ]
    assert len(rows) == 1
    default = Settings.__fields__[name].default
    if isinstance(default, (int, float, Path)):
        assert f"| `{default}` |" in rows[0]


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("PORT", "http", "PORT='http' is not allowed"),
        ("PORT", "0", "greater than or equal to 1"),
        ("PORT", "65536", "less than or equal to 65535"),
        ("ADVISOR_MESSAGE_LENGTH", "-1", "characters in one message"),
        ("ADVISOR_ALLOWED_ORIGINS", "*", "'\\*' is not an origin such as"),
        ("ADVISOR_ALLOWED_ORIGINS", "https://a.example/path", "no path"),
        ("ADVISOR_ALLOWED_ORIGINS", "example.org", "not an origin"),
        ("ADVISOR_TRUSTED_PROXIES", "localhost", "addresses or networks"),
        ("ADVISOR_TOKEN_KEY", "too short", "fewer than 32"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(variable: str, value: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words) as error:
        load_settings({variable: value})
    assert str(error.value).startswith(variable)
    assert len(str(error.value).splitlines()) == 1


def test_a_wrong_key_is_not_shown() -> None:
    with pytest.raises(SettingsError) as error:
        load_settings({"ADVISOR_TOKEN_KEY": "geheim"})
    assert "geheim" not in str(error.value)
    assert "geheim" not in repr(load_settings({"ADVISOR_TOKEN_KEY": "geheim" * 6}))


def test_each_wrong_value_has_its_line() -> None:
    with pytest.raises(SettingsError) as error:
        load_settings({"PORT": "x", "ADVISOR_FRAME_BYTES": "y"})
    assert len(str(error.value).splitlines()) == 2


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert load_settings({"PORT": " ", "ADVISOR_ALLOWED_ORIGINS": ""}) == load_settings({})


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0.0.0.0"])
def test_the_demo_page_is_welcome_under_every_local_name(host: str) -> None:
    origins = load_settings({"HOST": host, "PORT": "8000"}).origins
    assert {"http://127.0.0.1:8000", "http://localhost:8000"} <= origins


def test_the_origins_given_are_the_only_ones() -> None:
    settings = load_settings({"ADVISOR_ALLOWED_ORIGINS": "https://A.example, http://b:1"})
    assert settings.origins == {"https://a.example", "http://b:1"}


def test_the_token_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    settings = load_settings({"DATA_DIR": str(tmp_path / "new")})
    key = token_key(settings)
    assert len(key) >= 32
    assert token_key(settings) == key
    assert os.stat(tmp_path / "new" / "token.key").st_mode & 0o777 == 0o600


def test_a_token_key_that_is_given_is_not_written_anywhere(tmp_path: Path) -> None:
    settings = load_settings({"DATA_DIR": str(tmp_path), "ADVISOR_TOKEN_KEY": "k" * 32})
    assert token_key(settings) == "k" * 32
    assert list(tmp_path.iterdir()) == []


def test_a_token_key_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    (tmp_path / "token.key").write_text("short", encoding="utf-8")
    with pytest.raises(SettingsError, match="delete the file"):
        token_key(load_settings({"DATA_DIR": str(tmp_path)}))


def test_a_file_sets_what_the_environment_leaves_open(tmp_path: Path) -> None:
    file = tmp_path / "advisor.yml"
    file.write_text("port: 80\nmessage_length: 100\nallowed_origins: [https://a.example]\n")
    settings = load_settings({"ADVISOR_SETTINGS": str(file), "PORT": "81"})
    assert (settings.port, settings.message_length) == (81, 100)
    assert settings.origins == {"https://a.example"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("port: http", "advisor.yml: port='http' is not allowed"),
        ("frame_bytes: 1", "advisor.yml: frame_bytes=1 is not allowed.*at least|greater than"),
        ("prot: 80", "no setting 'prot'; use one of host, port"),
        ("- port", "has to hold names and values"),
        ("a: [", "is not YAML"),
    ],
)
def test_a_wrong_file_is_named_with_key_and_value(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "advisor.yml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=words) as error:
        load_settings({"ADVISOR_SETTINGS": str(file)})
    assert len(str(error.value).splitlines()) == 1


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.yml: this file cannot be read"):
        load_settings({"ADVISOR_SETTINGS": str(tmp_path / "none.yml")})


def test_a_wrong_key_in_a_file_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "advisor.yml"
    file.write_text("token_key: geheim")
    with pytest.raises(SettingsError) as error:
        load_settings({"ADVISOR_SETTINGS": str(file)})
    assert "geheim" not in str(error.value)
