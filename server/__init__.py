"""Rasa's extension points: the web channel, the tracker store and actions inside the process.

Start with `python -m server`, or with `rasa run`, which reads credentials.yml and endpoints.yml.
"""
