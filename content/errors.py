"""The one error of the content files, apart so that every module here can raise it."""


class ContentError(ValueError):
    """A content file says something that cannot hold.

    Its text names the file and the key, what is wrong there, and the mend.
    """
