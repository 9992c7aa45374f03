"""Every line of HTML is a Jinja template; this renders one."""

from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from builder.base import paths


@cache
def environment() -> jinja2.Environment:
    """Return the templates of the course: values are escaped, an undefined name is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(paths.TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
    )


def render(template: str, **values: Any) -> Markup:
    """Return the HTML of `templates/blocks/<template>.html` with these values."""
    return Markup(environment().get_template(f"blocks/{template}.html").render(**values).strip())
