"""The template environment: what every page can use."""

from collections.abc import Callable
from functools import cache
from typing import Any

import jinja2
from django.conf import settings
from django.contrib.messages import get_messages
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse

from cairn.foundation import clock, wording


def environment(*, loader: jinja2.BaseLoader, **options: Any) -> jinja2.Environment:
    """Our templates first, then the design system's macros. An unknown name is an error."""
    options["undefined"] = jinja2.StrictUndefined if options.pop("strict", False) else _Quiet
    made = jinja2.Environment(  # noqa: S701  (Django passes autoescape=True in options)
        loader=jinja2.ChoiceLoader(
            [loader, jinja2.PrefixLoader({"govuk_frontend_jinja": _design_system()})]
        ),
        trim_blocks=True,
        lstrip_blocks=True,
        **options,
    )
    made.globals.update(
        static=_static(),
        url=_url,
        now=clock.now,
        get_messages=get_messages,
        csrf_token_of=get_token,
    )
    made.filters.update(
        exact=wording.exact,
        day=wording.day,
        duration=wording.duration,
        weekday_day=wording.weekday_day,
        clock_time=wording.clock_time,
        time_left=lambda due: wording.time_left(clock.now(), due),
        plural=lambda number, one, many=None: wording.plural(number, one, many or f"{one}s"),
        name_list=wording.name_list,
    )
    return made


def _design_system() -> jinja2.BaseLoader:
    return jinja2.PackageLoader("govuk_frontend_jinja")


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    if args or kwargs:
        return reverse(name, args=args or None, kwargs=kwargs or None)
    return page_address(name)


@cache
def page_address(name: str) -> str:
    """The address of a page that needs no reference. Raises NoReverseMatch if there is none."""
    return reverse(name)


def _static() -> Callable[[str], str]:
    """Addresses of static files. They do not change while a process serves them."""
    return static if settings.STAGE == "test" else cache(static)


class _Quiet(jinja2.ChainableUndefined):
    """The design system's macros ask for parameters that were not given; that is not an error."""
