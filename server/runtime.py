"""How each process of the project begins: environment and logs, before Rasa is imported."""

import logging
import os
import warnings

ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TQDM_DISABLE": "1",
    "SANIC_WORKERS": "1",
    # One message is too small to share: waiting threads cost more than they bring.
    "OPENBLAS_NUM_THREADS": "1",
}

_TALKATIVE = ("alembic", "rasa_sdk", "apscheduler")


def begin(level: int) -> None:
    """Set the environment, log from `level` on, and keep the libraries' talk out of the log."""
    os.environ.update(ENVIRONMENT)
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for library in _TALKATIVE:
        logging.getLogger(library).setLevel(max(level, logging.WARNING))
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)


def quieten_rasa(level: int) -> None:
    """Have Rasa log from `level` on; it reads the environment when it is imported here."""
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(level)
    configure_logging_and_warnings(level, filter_repeated_logs=False)
    # Rasa's warnings quote what users wrote, and Python remembers each that it has shown.
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
