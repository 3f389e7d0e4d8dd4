"""The rules that those rely on who call the program from cron, make, bash and Python: each with where it is from."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import Ran, Run, answered, shell

CLIG, NO_COLOR, FORCE = "clig.dev", "no-color.org", "bixense.com/clicolors"
POSIX, GNU, RFC4180, DESIGN = "POSIX 12.2", "GNU coding standards", "RFC 4180", "docs/commands.md"


class Rule(NamedTuple):
    """A rule, its source, a line of bash, and all that comes back from it."""

    rule: str
    source: str
    command: str
    told: str = ""
    code: int = 0
    error: str = ""


STATUS = "plantrack status --as-of 2025-06-30"
# More than a pipe holds is written once the program reads. What bash starts in the background would be deaf to the
# signal; and Python hears one that comes between two reads only at the end of the pipe.
INTERRUPT = (
    "mkfifo pipe; env --default-signal=INT plantrack import - < pipe & "
    "exec 3> pipe; head -c 99999 /dev/zero >&3; kill -INT $!; exec 3>&-; wait $!"
)

RULES = [
    Rule("help on -h", CLIG, "plantrack -h | head -1", "Usage: plantrack [OPTIONS] COMMAND ...\n"),
    Rule("help on --help", GNU, "plantrack --help | head -1", "Usage: plantrack [OPTIONS] COMMAND ...\n"),
    Rule("help where nothing is asked", CLIG, "plantrack | head -1", "Usage: plantrack [OPTIONS] COMMAND ...\n"),
    Rule("help of each command", CLIG, "plantrack log -h | head -1", "Usage: plantrack log [OPTIONS] KIND STAGE ITEM...\n"),
    Rule("help wins over what else is on the line", CLIG, "plantrack log a b c -h | head -1", "Usage: plantrack log [OPTIONS] KIND STAGE ITEM...\n"),
    Rule("help goes to stdout and is success", GNU, "plantrack status --help > /dev/null"),
    Rule("examples in the help", CLIG, "plantrack import -h | grep -c '^    plantrack'", "2\n"),
    Rule("exit codes in the help", CLIG, "plantrack -h | grep -c '^    130  interrupted'", "1\n"),
    Rule("environment variables in the help", CLIG, "plantrack status -h | grep -c PLANTRACK_PLAN", "1\n"),
    Rule("help of a command by its name", CLIG, "plantrack help log | cmp - <(plantrack log --help)"),
    Rule("help by its name alone", CLIG, "plantrack help | cmp - <(plantrack --help)"),
    Rule("help of what is no command", CLIG, "plantrack help lgo", "", 2, 'error: unknown command "lgo"\nhint: did you mean "log"?\n'),
    Rule("version on -V", CLIG, "plantrack -V", "plantrack 0.1.0\n"),
    Rule("version on --version", GNU, "plantrack --version", "plantrack 0.1.0\n"),
    Rule("the version needs no plan", GNU, "cd / && plantrack --version", "plantrack 0.1.0\n"),
    Rule("a mistyped command is guessed", CLIG, "plantrack statsu", "", 2, 'error: unknown command "statsu"\nhint: did you mean "status"?\n'),
    Rule("a mistyped option is refused", POSIX, "plantrack status --asof 2024", "", 2, 'error: unknown option "--asof"\nhint: did you mean "--as-of"?\n'),
    Rule("a mistyped id is guessed", CLIG, "plantrack status clusters-startd", "", 2, 'error: unknown target "clusters-startd"\nhint: did you mean "clusters-started"?\n'),
    Rule("a mistyped value is guessed", CLIG, "plantrack status --color alway", "", 2, 'error: --color: unknown value "alway"\nhint: did you mean "always"?\n'),
    Rule("usage errors are 2", POSIX, "plantrack status --format xml 2> /dev/null", "", 2),
    Rule("an unknown format is refused, and those there are named", DESIGN, "plantrack status --format xml 2>&1 | tail -1", "hint: known are: table, json, csv, markdown, html\n"),
    Rule("a missing plan is 3", DESIGN, "cd /; plantrack status 2> /dev/null", "", 3),
    Rule("a refused record is 4", DESIGN, "plantrack log cluster started Nobody 2> /dev/null", "", 4),
    Rule("a question answered with no is 1", DESIGN, f"{STATUS} --fail-if behind > /dev/null", "", 1),
    Rule("success is 0, with an empty result too", POSIX, "plantrack items park --stage operating > /dev/null"),
    Rule("interrupted is 130", POSIX, INTERRUPT, "", 130),
    Rule("interrupted leaves nothing behind", CLIG, f"{INTERRUPT}; rm pipe; ls -A", "plan.toml\n"),
    Rule("data on stdout", CLIG, "plantrack status --as-of 2030 2> /dev/null | head -1", "Hanoi industry and trade plan, 2021-2025\n"),
    Rule("notes on stderr", CLIG, "plantrack status --as-of 2030 > /dev/null", "", 0, "note: 2030-12-31 is after today: what is known now about that day\n"),
    Rule("errors on stderr", CLIG, "plantrack show nothing", "", 2, 'error: unknown target or item "nothing"\nhint: `plantrack status` lists the targets, `plantrack items KIND` the items\n'),
    Rule("an error names the file and the line", GNU, "sed -i s/^goal/gaol/ plan.toml; plantrack status 2>&1 | head -1", 'error: plan.toml:115: targets.clusters-total: unknown key "gaol"\n'),
    Rule("an error says what to do next", CLIG, "sed -i s/^goal/gaol/ plan.toml; plantrack status 2>&1 | sed -n 2p", 'hint: did you mean "goal"?\n'),
    Rule("an error says that nothing was written", DESIGN, "plantrack measure nothing 1 2>&1 | tail -1", "nothing was written\n"),
    Rule("no traceback", CLIG, "printf '\\xff\\x00' > plan.toml; plantrack status 2>&1 | grep -c Traceback", "0\n", 1),
    Rule("a closed pipe is silent", POSIX, "plantrack history | head -1", "Hanoi industry and trade plan, 2021-2025\n"),
    Rule("a closed pipe changes no exit code", POSIX, f"set -o pipefail; {STATUS} --fail-if missed | head -0"),
    Rule("a full disk is no success", POSIX, "plantrack status > /dev/full", "", 3, "error: cannot write the output: no space left on device\n"),
    Rule("-- ends the options", POSIX, "plantrack measure key-products --quiet -- -5 && plantrack history --item x -- 2> /dev/null; tail -2 plan.toml | head -1", "value = -5\n"),
    Rule("a negative number is a value", DESIGN, "plantrack measure key-products -5 --quiet; tail -2 plan.toml | head -1", "value = -5\n"),
    Rule("options may stand after arguments", GNU, "plantrack status parks-new --format csv | wc -l", "2\n"),
    Rule("options may stand before arguments", POSIX, "plantrack status --format csv parks-new | wc -l", "2\n"),
    Rule("an option and its value with =", GNU, "plantrack status --format=csv parks-new | wc -l", "2\n"),
    Rule("a list is an option given again", CLIG, f"{STATUS} --fail-if missed --fail-if at-risk > /dev/null", "", 1),
    Rule("- reads standard input", POSIX, "echo 'date,kind,stage,item' | plantrack import - --quiet"),
    Rule("no question where stdin is no terminal", CLIG, "EDITOR='sed -i s/^goal/gaol/' plantrack edit < /dev/null 2>&1 | tail -1", "nothing was written\n"),
    Rule("--quiet says nothing", CLIG, "plantrack log park started Mới --new --quiet"),
    Rule("--dry-run writes nothing", CLIG, "cp plan.toml before; plantrack log park started Mới --new --dry-run > /dev/null 2>&1; cmp before plan.toml"),
    Rule("--dry-run prints just what would be written", DESIGN, "plantrack log park started Mới --new --dry-run 2> /dev/null | head -2", "\n[[milestones]]\n"),
    Rule("what was done is told", CLIG, "plantrack log park started Mới --new --date 2025 | head -1", "Mới: park started, 2025, recorded in plan.toml\n"),
    Rule("what was done can be undone", CLIG, "cp plan.toml before; plantrack log park started Mới --new -q; plantrack undo -q > /dev/null; cmp before plan.toml"),
    Rule("done twice it is done once", CLIG, "for new in --new ''; do plantrack log park started Mới $new --date 2025 -q; done; grep -c Mới plan.toml", "1\n"),
    Rule("no colour in a pipe", CLIG, f"{STATUS} | grep -c $'\\x1b'", "0\n", 1),
    Rule("--color always brings it", CLIG, f"{STATUS} --color always | grep -qF $'\\x1b[31m▼ behind'"),
    Rule("FORCE_COLOR brings it", FORCE, f"FORCE_COLOR=1 {STATUS} | grep -qF $'\\x1b[31m▼ behind'"),
    Rule("CLICOLOR_FORCE brings it", FORCE, f"CLICOLOR_FORCE=1 {STATUS} | grep -qF $'\\x1b[31m▼ behind'"),
    Rule("NO_COLOR takes it away", NO_COLOR, f"NO_COLOR=1 FORCE_COLOR=1 {STATUS} | grep -c $'\\x1b'", "0\n", 1),
    Rule("an empty NO_COLOR does not", NO_COLOR, f"NO_COLOR= FORCE_COLOR=1 {STATUS} | grep -qF $'\\x1b[31m▼ behind'"),
    Rule("an option overrules NO_COLOR", NO_COLOR, f"NO_COLOR=1 {STATUS} --color always | grep -qF $'\\x1b[31m▼ behind'"),
    Rule("a table in a pipe is whole", CLIG, f"{STATUS} | grep -c …", "0\n", 1),
    Rule("COLUMNS is its width in a pipe too", POSIX, f"COLUMNS=60 {STATUS} | wc -L", "60\n"),
    Rule("and of data it is none", DESIGN, f"COLUMNS=40 {STATUS} --format json | cmp - <({STATUS} --format json)"),
    Rule("ASCII where the locale is C", POSIX, f"LC_ALL=C {STATUS} | LC_ALL=C grep -c '[^ -~]'", "0\n", 1),
    Rule("no crash on an ASCII stream", CLIG, "PYTHONIOENCODING=ascii plantrack history > /dev/null"),
    Rule("JSON is UTF-8 in any locale", "RFC 8259", "LC_ALL=C plantrack items cluster --format json | grep -c 'Thiết Bình'", "1\n"),
    Rule("JSON has a version", CLIG, "plantrack status --format json | jq -r .format_version", "1.0\n"),
    Rule("numbers are numbers in JSON", DESIGN, f"{STATUS} --format json | jq '.targets[2].actual'", "30\n"),
    Rule("what is not defined is null in JSON", DESIGN, f"{STATUS} --format json | jq '.targets[6].goal'", "null\n"),
    Rule("CSV has a header always", RFC4180, "plantrack items park --stage operating --format csv | wc -l", "1\n"),
    Rule("CSV quotes what holds a comma", RFC4180, "plantrack history --format csv | grep -c '\"International wholesale market, Yen Thuong\"'", "2\n"),
    Rule("each row of CSV is as long as its header", RFC4180, "plantrack status --format csv | python3 -c 'import csv, sys; print(len({len(row) for row in csv.reader(sys.stdin)}))'", "1\n"),
    Rule("whole numbers are integers in CSV", DESIGN, f"{STATUS} --format csv parks-new | cut -d, -f10,11 | tail -1", "2,3\n"),
    Rule("Markdown is a table", DESIGN, f"{STATUS} --format markdown | sed -n 4p | tr -d ' :|-'", "\n"),
    Rule("the plan is found in a parent folder", "git", "mkdir -p a/b && cd a/b && plantrack check", "../../plan.toml: no errors, no warnings\n"),
    Rule("the environment names the plan", CLIG, "cd / && PLANTRACK_PLAN=$OLDPWD/plan.toml plantrack check --format csv", "severity,file,line,message,hint\n"),
    Rule("an option overrules the environment", CLIG, "PLANTRACK_PLAN=nowhere.toml plantrack check --plan plan.toml", "plan.toml: no errors, no warnings\n"),
    Rule("nothing is read from a configuration file", DESIGN, "HOME=$PWD XDG_CONFIG_HOME=$PWD plantrack check; ls -A", "plan.toml: no errors, no warnings\nplan.toml\n"),
    Rule("reading leaves no file behind", POSIX, "plantrack status > /dev/null; plantrack history > /dev/null; ls -A", "plan.toml\n"),
    Rule("the mode of the file stays", POSIX, "chmod 640 plan.toml; plantrack measure key-products 1 -q; stat -c %a plan.toml", "640\n"),
    Rule("a link stays a link", POSIX, "mv plan.toml real; ln -s real plan.toml; plantrack measure key-products 1 -q; readlink plan.toml", "real\n"),
    Rule("Excel is told that it is UTF-8", "Unicode", "plantrack items park --excel | head -c 3 | od -An -tx1", " ef bb bf\n"),
    Rule("no text becomes a formula in a spreadsheet", "OWASP CSV injection", "plantrack log park started '=1+1' --new -q; plantrack items park --excel | grep -c \"^'=1+1;\"", "1\n"),
    Rule("without --excel nothing is changed", RFC4180, "plantrack log park started '=1+1' --new -q; plantrack items park --format csv | grep -c '^=1+1,'", "1\n"),
    Rule("names come from standard input", POSIX, "printf 'Một\\nHai\\n' | plantrack log park started - --new -q; plantrack items park --stage started --format csv | wc -l", "3\n"),
    Rule("JSON has a schema", "json-schema.org", "plantrack schema --of status | jq -r .type", "object\n"),
    Rule("so has the plan", "json-schema.org", "plantrack schema | jq -r .properties.targets.type", "object\n"),
    Rule("a script of completion for each shell", CLIG, "for shell in bash zsh fish; do plantrack completion $shell | grep -q 'plantrack completion' && echo $shell; done", "bash\nzsh\nfish\n"),
    Rule("annotations for a pull request", "GitHub workflow commands", "sed -i s/^goal/gaol/ plan.toml; plantrack check --format github | head -1", '::error file=plan.toml,line=115::targets.clusters-total: unknown key "gaol"%0Adid you mean "goal"?\n', 0),
    Rule("an existing file is never overwritten", CLIG, "plantrack init 2>&1 | head -1", "error: plan.toml: exists already, and was not touched\n"),
]  # fmt: skip


# What only a process of its own shows: of signals, and of streams that end or are full.
FOR_A_PROCESS = re.compile(r"kill -INT|head -0|history \| head|/dev/full")
FOR_A_SHELL = re.compile(r"^(?!plantrack )|[^\w .:+-]")


@pytest.mark.parametrize("rule", RULES, ids=[rule.rule for rule in RULES])
def test_rule(hanoi: Run, tmp_path: Path, rule: Rule) -> None:
    expected = Ran(rule.told, rule.error, rule.code)
    if not FOR_A_SHELL.search(rule.command):
        assert hanoi(*rule.command.split()[1:]) == expected
        return
    run_it = shell if FOR_A_PROCESS.search(rule.command) else answered
    clear = "unset NO_COLOR FORCE_COLOR CLICOLOR CLICOLOR_FORCE PLANTRACK_PLAN PYTHONIOENCODING COLUMNS"
    assert run_it(f"{clear}; {rule.command}", tmp_path) == expected


def test_there_are_rules_enough() -> None:
    assert len({rule.rule for rule in RULES}) == len(RULES) >= 50
