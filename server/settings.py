"""All settings, read once, at start: from the environment, and from a file that it may name.

Raises:
    SettingsError: a value is wrong; its lines name the variable, the value and what is allowed.
"""

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, Extra, Field, SecretStr, ValidationError, validator

import store

FILE_VARIABLE = "ADVISOR_SETTINGS"
"""Names a YAML file with settings, under their names here; the environment wins over it."""

TOKEN_KEY_FILE = "token.key"
_LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
_EVERYWHERE = ("0.0.0.0", "::")


class SettingsError(Exception):
    """One or more settings have values that are not allowed."""


class Settings(BaseModel):
    """The settings of one server. Units are in the names or in the descriptions."""

    host: str = Field("127.0.0.1", env="HOST", min_length=1, description="address to listen on")
    port: int = Field(5005, env="PORT", ge=1, le=65535, description="port to listen on")
    data_dir: Path = Field(
        store.database.DEFAULT_DATA_DIR,
        env=store.database.DATA_DIR_VARIABLE,
        description="folder of the SQLite database and of the token key",
    )
    database_url: str = Field(
        "",
        env=store.database.URL_VARIABLE,
        description="sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME",
    )
    locks_url: str = Field(
        "",
        env="ADVISOR_LOCKS_URL",
        regex="^(rediss?|unix)://",
        description="redis://HOST:PORT/NUMBER",
    )
    model: Path = Field(
        Path("models"),
        env="ADVISOR_MODEL",
        description="a trained model, or a folder whose newest model is used",
    )
    model_sha256: str = Field(
        "",
        env="ADVISOR_MODEL_SHA256",
        regex="^[0-9a-f]{64}$",
        description="SHA-256 that the model has to have, 64 digits of 0-9 a-f",
    )
    allowed_origins: tuple[str, ...] = Field(
        (),
        env="ADVISOR_ALLOWED_ORIGINS",
        description="web origins whose pages may connect, separated by commas",
    )
    trusted_proxies: tuple[str, ...] = Field(
        (),
        env="ADVISOR_TRUSTED_PROXIES",
        description="addresses or networks whose X-Forwarded-For is believed, separated by commas",
    )
    token_key: SecretStr = Field(
        SecretStr(""),
        env="ADVISOR_TOKEN_KEY",
        description="key that signs conversation tokens, 32 characters at least",
    )
    token_lifetime_days: float = Field(
        30,
        env="ADVISOR_TOKEN_LIFETIME_DAYS",
        gt=0,
        le=3650,
        description="days until a conversation's token expires; it is renewed at half of them",
    )
    message_length: int = Field(
        2000,
        env="ADVISOR_MESSAGE_LENGTH",
        ge=1,
        le=4000,
        description="characters in one message",
    )
    frame_bytes: int = Field(
        16_384,
        env="ADVISOR_FRAME_BYTES",
        ge=1024,
        le=1_048_576,
        description="bytes in one frame or request body",
    )
    messages_per_minute: int = Field(
        20,
        env="ADVISOR_MESSAGES_PER_MINUTE",
        ge=1,
        le=10_000,
        description="messages a minute in one conversation",
    )
    address_messages_per_minute: int = Field(
        60,
        env="ADVISOR_ADDRESS_MESSAGES_PER_MINUTE",
        ge=1,
        le=100_000,
        description="messages a minute from one IP address",
    )
    address_connections: int = Field(
        20,
        env="ADVISOR_ADDRESS_CONNECTIONS",
        ge=1,
        le=100_000,
        description="open connections from one IP address",
    )
    queued_messages: int = Field(
        3,
        env="ADVISOR_QUEUED_MESSAGES",
        ge=1,
        le=100,
        description="messages of one conversation that may wait for an answer",
    )
    session_events: int = Field(
        150,
        env="ADVISOR_SESSION_EVENTS",
        ge=50,
        le=100_000,
        description="events after which a conversation goes on in a fresh session of Rasa's",
    )
    action_deadline_seconds: float = Field(
        5,
        env="ADVISOR_ACTION_DEADLINE_SECONDS",
        gt=0,
        le=60,
        description="seconds that one action may take",
    )
    retention_days: int = Field(
        90,
        env="ADVISOR_RETENTION_DAYS",
        ge=1,
        le=36_500,
        description="days that a conversation is kept after its last message",
    )

    class Config:
        """How pydantic reads the settings."""

        extra = Extra.forbid
        frozen = True

    @validator("allowed_origins", "trusted_proxies", pre=True)
    def _split_at_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @validator("allowed_origins", each_item=True)
    def _is_an_origin(cls, origin: str) -> str:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or origin != f"{parts.scheme}://{parts.netloc}":
            raise ValueError(
                f"'{origin}' is not an origin such as https://www.example.org (no path, no *)"
            )
        return origin.lower()

    @validator("trusted_proxies", each_item=True)
    def _is_a_network(cls, network: str) -> str:
        ip_network(network)
        return network

    @validator("token_key")
    def _is_long_enough(cls, key: SecretStr) -> SecretStr:
        if 0 < len(key.get_secret_value()) < 32:
            raise ValueError("it has fewer than 32 characters")
        return key

    @property
    def url(self) -> str:
        """The address of the demo page."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def database(self) -> str:
        """The database's address: the one given, else a SQLite file in the data folder."""
        return self.database_url or store.default_url(self.data_dir)

    @property
    def locks(self) -> str:
        """Who keeps the locks on conversations: Redis where it is given, else the database."""
        return self.locks_url or self.database

    @property
    def origins(self) -> frozenset[str]:
        """The origins that may connect: those given, else the demo page's own."""
        if self.allowed_origins:
            return frozenset(self.allowed_origins)
        names = {self.host}
        if self.host in _EVERYWHERE or self.host in _LOCAL_NAMES or _is_loopback(self.host):
            names.update(_LOCAL_NAMES)
        return frozenset(f"http://{name}:{self.port}" for name in names)

    @property
    def token_lifetime(self) -> timedelta:
        """How long a conversation's token is valid."""
        return timedelta(days=self.token_lifetime_days)


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `environment`, and from the file that `ADVISOR_SETTINGS` names.

    Raises:
        SettingsError: one line for each wrong value.
    """
    given, places = _from_file(environment.get(FILE_VARIABLE, "").strip())
    for name in Settings.__fields__:
        variable = variable_of(name)
        value = environment.get(variable, "").strip()
        if value:
            given[name], places[name] = value, variable
    try:
        return Settings.parse_obj(given)
    except ValidationError as error:
        raise SettingsError(
            "\n".join(_explain(problem, given, places) for problem in error.errors())
        ) from error


def _from_file(path: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values in a settings file, and where each stands; nothing without a file."""
    if not path:
        return {}, {}
    place = f"{FILE_VARIABLE}={path}"
    try:
        values = yaml.safe_load(Path(path).read_text(encoding="utf-8")) or {}
    except OSError as error:
        raise SettingsError(f"{place}: this file cannot be read ({error.strerror})") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(f"{place}: this file is not YAML ({type(error).__name__})") from error
    if not isinstance(values, dict):
        raise SettingsError(f"{place}: this file has to hold names and values, such as 'port: 80'")
    unknown = [str(name) for name in values if name not in Settings.__fields__]
    if unknown:
        known = ", ".join(Settings.__fields__)
        raise SettingsError(f"{path}: there is no setting {unknown[0]!r}; use one of {known}")
    return values, {name: f"{path}: {name}" for name in values}


def variable_of(name: str) -> str:
    """Return the environment variable that sets the field `name`."""
    variable: str = Settings.__fields__[name].field_info.extra["env"]
    return variable


def token_key(settings: Settings) -> str:
    """Return the key that signs tokens; made once and kept in the data folder if none is given."""
    given = settings.token_key.get_secret_value()
    if given:
        return given
    path = settings.data_dir / TOKEN_KEY_FILE
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_text(encoding="utf-8").strip()
        if len(key) < 32:
            raise SettingsError(
                f"{path}: the token key in this file is too short; delete the file to get a new one"
            ) from None
        return key
    except OSError as error:
        raise SettingsError(f"{path}: the token key cannot be kept ({error.strerror})") from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


def _explain(problem: Any, given: Mapping[str, Any], places: Mapping[str, str]) -> str:
    name = str(problem["loc"][0])
    meaning = Settings.__fields__[name].field_info.description
    value = "(secret)" if name == "token_key" else repr(given[name])
    return f"{places[name]}={value} is not allowed: {problem['msg']}. It is the {meaning}."


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
