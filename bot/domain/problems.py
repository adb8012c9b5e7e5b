"""What can be wrong with a file that is to be imported: each kind says what is wrong and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Fault(Enum):
    """(what is wrong, what to do). Names in braces are the facts that a Problem carries."""

    # The files themselves
    NO_SUCH_FILE = "there is no file or folder here", "check the path"
    NOTHING_TO_READ = "there is no sheet in it", "give a folder of CSV files or an Excel workbook (.xlsx)"
    NOT_A_SHEET = "this kind of file cannot be read", "save it as an Excel workbook (.xlsx) or as CSV UTF-8"
    UNREADABLE_FILE = "the file cannot be opened: {detail}", "check that you may read it and that it is complete"
    OLD_WORKBOOK = "this is a workbook of the old kind (.xls)", "open it in Excel and save it as .xlsx"
    PASSWORD = "the workbook is protected by a password", "take the password off in Excel (File, Info) and save it"
    BROKEN_WORKBOOK = "the workbook is damaged: {detail}", "open it in Excel, let Excel repair it, and save it again"
    TOO_BIG = "the file is larger than {limit}", "leave out what is not the plan: pictures, other years, raw records"
    TOO_MANY_ROWS = "there are more than {limit} rows", "keep one row for each line of the plan; leave out raw records"
    TOO_MANY_COLUMNS = "there are more than {limit} columns", "keep the columns of the plan only"
    TOO_MANY_SHEETS = "there are more than {limit} sheets", "keep the sheets of the plan only"
    CELL_TOO_LONG = "the text is longer than {limit} characters", "shorten it; is a quotation mark missing?"
    EMPTY_FILE = "the file is empty", "check that it was saved and copied whole"
    NOT_A_WORKBOOK = "it is not an Excel workbook, whatever its name says", "open it in Excel and save it as .xlsx"
    ENCODING = (
        "from here on there are letters that English text does not have, so how the file was saved cannot be told",
        "open it in Excel, check that its letters look right, and save it as CSV UTF-8",
    )
    NUL = "there are empty bytes in the text, as in a file that is not CSV", "save it from Excel as CSV UTF-8"
    QUOTES = "the quotation marks do not match: {detail}", "close each one; write one inside a text twice"
    TWICE = "two sheets have this name", "rename one of them"
    EXCEL_ERROR = "the cell shows {shown}, which is an error of Excel", "mend the formula or type the figure"
    NOT_CALCULATED = "the formula has not been calculated", "open the workbook in Excel and save it, then import it"
    UNKNOWN_FORMAT = "the number format {shown} cannot be read", "give the cell a plain number or percentage format"

    # Headings and layout
    NO_INDICATORS = "there is no sheet called indicators", "name the sheet (or CSV file) with the figures: indicators"
    NO_HEADINGS = "no heading row was found", "begin with a row of headings, such as: {needed}"
    NO_COLUMN = "there is no column {needed}", "add it, or give the column that holds it this heading"
    HEADING_TWICE = "two columns mean the same: {first} and {second}", "keep one of them or rename the other"
    NO_YEAR = "the heading gives no year", "write it as {example}"
    TOO_MANY_CELLS = "the row has more cells than headings: {shown}", "put quotation marks round a text with a comma"
    MERGED_FIGURE = "one figure stands in several merged cells", "unmerge them and put the figure where it belongs"
    NOTHING_IN_IT = "there are no rows under the headings", "fill it in"

    # The plan
    NO_PLAN = "nothing says which plan this is: {needed} missing", "add a plan sheet (key, value) or give {options}"
    BAD_DATE = "{shown} is not a date", "write it as 2013-04-01"
    ENDS_FIRST = "the plan ends before it starts", "check starts and ends"
    BAD_MONTH = "{shown} is not a month", "write its name, such as April"
    OTHER_MONTH = "its year starts in {shown}, this workspace's in {held}", "import it into a workspace of its own"
    OLD_VERSION = (
        "version {shown} of the plan is held, and {held} followed it",
        "give the version in force, or a new one",
    )
    BAD_YEAR = "{shown} is not a year or quarter", "write it as 2010/11 or Q3 2013/14"
    NO_CURRENT_PERIOD = (
        "nothing says which year the current performance is for",
        "add to the plan sheet: current_performance_period, 2010/11",
    )

    # Objectives
    BAD_NUMBER = "{shown} is not a whole number", "write a whole number"
    BAD_LEVEL = "{shown} is not a level", "write operational or strategic, or leave the column out"
    NO_TITLE = "there is no title", "give it one"
    OBJECTIVE_TWICE = "objective {shown} stands twice", "give each objective its own number"
    NO_PARENT = "it belongs to strategic objective {shown}, which is not in the sheet", "add it or mend the number"
    PARENT_BELOW = (
        "it belongs to objective {shown}, which belongs to one itself",
        "let it belong to the one above, or empty that cell",
    )
    NO_OBJECTIVES = "its rows name objectives by number, but no sheet has them", "add a sheet called objectives"
    NO_OBJECTIVE = "{shown} is not an objective of the plan", "add it to the objectives sheet or mend the cell"
    BAD_PLACE = "{shown} is neither primary nor additional", "write primary, additional or nothing"

    # Indicators
    NOTHING_ABOVE = "the row has no title and there is none above it to continue", "give it a title"
    CONTINUES_NOTHING = "it continues row {shown}, which is not in the sheet above it", "mend the number"
    CODE_TWICE = "the code {shown} is also in row {other}", "give each indicator its own code"
    NUMBER_TWICE = "the number {shown} is also in row {other}", "give each indicator its own number"
    TITLE_TWICE = "the title is also in row {other}, and neither has a code or number", "tell them apart by a code"
    RENUMBERED = "number {shown} was “{held}”, and this title was number {number}", "keep the old numbers, or add codes"
    TITLE_HELD_TWICE = "several indicators held have this title", "give the row the code or number of the one meant"

    # Figures
    DECIMAL_COMMA = "{shown} looks like a decimal comma", "write decimals with a point: 13.2"
    BAD_FIGURE = "{shown} cannot be read as a number", "write it as 13.2%, 1,234 or 0.5, or in words"
    A_DATE = "{shown} looks like a date that Excel made of something typed", "format the cell as text, type it again"
    BAD_MARK = "{shown} is neither tick, cross nor none", "write tick, cross or none"
    BAD_LAG = (
        "{shown} is not a number of days from 0 to {most}",
        "write how many days after the period's end, such as 28",
    )
    BAD_WORD = "{shown} is not known here", "write one of: {known}"

    # Returns and mapped workbooks
    NOT_A_RETURN = (
        "it is neither a return nor a workbook whose cells were mapped",
        'fill in a return as it was sent, or have the workbook mapped with "steward map"',
    )
    NAMES_SOMEBODY = "the name seems to hold somebody's {found}", "rename it: it is kept as the source of each figure"
    SEVERAL_MAPPED = "several mapped workbooks look like it: {known}", "say whose it is with --organisation"
    RETURN_TWICE = "it is a return too, beside the sheet {first}", "keep one of them"
    RETURN_COLUMN = "the column {needed} is missing", "ask for a new return and fill that in"
    RETURN_COLUMN_TWICE = "two columns are called {needed}", "give the one that was added another heading"
    RETURN_SEAL = (
        "the hidden sheet of row ids is missing, was changed, or is of another plan",
        "ask for a new return and fill that in",
    )
    ROW_WITHOUT_ID = "the row was added: it has no row id", "write the figure into the row that the return has for it"
    ROW_UNKNOWN = "the row id is not one of this plan", "ask for a new return and fill that in"
    ROW_OF_OTHERS = "the indicator is not one that this return may supply", "leave the row to those who own it"
    ROW_TWICE = "the row was copied: another one has its row id", "keep one of them"
    ROW_CHANGED = (
        "it says {shown} where the plan says {held}, so the row was moved or retyped",
        "ask for a new return and fill that in",
    )
    MERGED_ENTRY = "the cell is merged with others", "unmerge them and give each row its own entry"
    A_FORMULA = "the cell holds a formula", "copy it and paste it as a value"
    NOT_YES_OR_NO = "{shown} is neither yes nor no", "write yes where the figure may still change, else leave it empty"
    NOT_YET = "{shown} is no figure", "leave the cell empty; in a return say in Available when when there will be one"
    FIGURE_AND_PROMISE = "there is a figure and a day when there will be one", "keep the one that is true"
    ALREADY_IN = "the figure is in already", "leave the cell empty"
    BAD_PROMISE = "{shown} is not a time that is still to come", "write a month or a day, such as May 2014"
    FAR_PROMISE = "{shown} is more than a year away", "write a month or a day within a year"
    PERIOD_NOT_ASKED = (
        "the indicator is not reported for {shown} in this plan",
        "check the period, and how often the indicator is reported",
    )
    TOO_LONG = "the text is longer than {limit} characters", "shorten it"
    PERCENT_OR_PART = "{shown} may be {shown}% or {instead}%", "write it with its % sign"
    FIGURE_TWICE = "the same figure stands in {first} too", "map it once"
    LAYOUT_CHANGED = "it said {held} and says {shown}", "map the workbook again, or put the layout back"
    NO_SUCH_CELL = "there is no cell {shown}", "write the name of a sheet and a cell, such as B7"
    NOT_A_PERIOD = "{shown} is not a period", "write one such as Q4 2013/14, or the cell that holds it"
    NO_LINE = "{shown} is no line of the indicator", "write one of: {known}"
    NOT_THEIRS = "{shown} is not supplied by {held}", "map figures of the organisation alone"
    OTHER_PERIOD = "the heading above the cell says {shown}, the mapping {held}", "mend the one that is wrong"
    OTHER_ROW = "the row is called {shown}, which is another indicator than {held}", "mend the mapping"
    NOTHING_PROVES = (
        "neither a text on its left nor a heading above it tells what the cell is",
        "give the row a label or the column a heading in the workbook",
    )

    # A plan that moves on
    NOT_A_ROLLOVER = (
        "it is not a sheet that makes a plan's next version, or its hidden sheet of row ids was changed",
        'write one with "steward rollover --out FILE.xlsx" and fill that in',
    )
    OLD_ROLLOVER = (
        "it was made of another version of the plan than {held}, which is in force",
        "write a new one and fill that in",
    )
    TABLE_GONE = "the sheet with the column {needed} is missing", "put it back, or write a new file and fill that in"
    TABLE_TWICE = "it has the columns of the sheet {first} too", "keep one of them"
    ROLLOVER_COLUMN = "the column {needed} is missing", "put it back, or write a new file and fill that in"
    ROLLOVER_ROW_CHANGED = (
        "it says {shown} where the plan says {held}, so the row was moved or retyped",
        "put it back; what it is to be called from then on goes into New title and New code",
    )
    ROWS_GONE = (
        "{many} rows are not in it, the first of them {shown}",
        "put back what was taken out and write retire or close there; what came to the plan since needs a new sheet",
    )
    ROW_ADDED = (
        "the row was added: it has no row id",
        'to split an indicator copy its own row; one that is wholly new is added by "steward import" afterwards',
    )
    LINES_DIFFER = (
        "its lines say {shown} and {held}",
        "write the same in each row of the indicator; only retire may stand beside carry",
    )
    NEW_TITLE_NEEDED = "{shown} needs a new title", "write what it is called from then on"
    DEFINITION_NEEDED = "it is redefined, and nothing says how", "write in New definition what is counted from then on"
    SPLIT_ALONE = "it is split into {shown} alone", "copy the row for each further part, and give each its title"
    MERGE_ALONE = (
        "nothing else is merged into {shown}",
        "write merge and the same new title beside each that goes into it",
    )
    SAYS_TWO_THINGS = "its rows say {first} and {second}", "write it in one of them, or the same in each"
    RETIRED_WITH = "it is retired, so nothing can be written here", "empty the cell, or write carry"
    CODE_MEETS = "the code {shown} is also that of “{other}”", "give each indicator its own code"
    TITLE_MEETS = "{shown} is also the title of “{other}”", "tell them apart by their titles or codes"
    NO_OBJECTIVE_LEFT = "{shown} is no objective of the next version", "write one of: {known}"
    LEFT_BEHIND = (
        "{shown} belongs to objective {held}, which is retired, and came to the plan after the sheet was made",
        "write a new sheet, or change the action or risk first",
    )
    RENAME_MEANT = "there is a new title, {shown}, but not the word for it", "write rename, or empty New title"
    ENDS_UNPUBLISHED = (
        "its figure for {shown} waits to be approved or published, and would wait for ever",
        "publish it or send it back, then take the sheet in",
    )
    TELLS_OF_SOMEBODY = "it seems to hold somebody's {found}", "take it out: it is kept, and others read it"

    # What a plan holds beside its indicators
    NO_MEETING = "nothing says which meeting the agenda is of", "add to the plan sheet: meeting, 2014-07-02"
    BAD_SCORE = "{shown} is not a whole number from 1 to {most}", "score likelihood and impact from 1 to {most} each"
    SCORE_DIFFERS = "the score {shown} is not likelihood times impact, which is {held}", "mend the one that is wrong"
    NOT_SAID = "the cell is empty", "fill it in: without it the row says nothing"
    ALSO_THERE = "{shown} is in another sheet of indicators too", "keep all its figures in one of them"
    SAME_AGAIN = "the same stands in row {other} too", "keep one of them, or tell them apart by a reference"

    # Phrases
    NO_PHRASE = "there is no phrase", "write the words people use"
    NO_INDICATOR = "{shown} is no code, number or title of an indicator", "write one, as in the indicators sheet"

    @property
    def wrong(self) -> str:
        return str(self.value[0])

    @property
    def remedy(self) -> str:
        return str(self.value[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong, and where: the sheet's or file's name, the spreadsheet's row number, the column's heading."""

    fault: Fault
    sheet: str = ""
    row: int | None = None
    column: str = ""
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def wrong(self) -> str:
        return self.fault.wrong.format(**self.facts)

    @property
    def remedy(self) -> str:
        return self.fault.remedy.format(**self.facts)

    @property
    def where(self) -> str:
        """As people point at a cell: "indicators, row 14, Q3 2013/14"."""
        row = f"row {self.row}" if self.row else ""
        return ", ".join(part for part in (self.sheet, row, self.column) if part)

    def __str__(self) -> str:
        at = f"{self.where}: " if self.where else ""
        return f"{at}{self.wrong}. What to do: {self.remedy}."


def quoted(text: str, most: int = 40) -> str:
    """A cell's text inside a sentence: in quotation marks, cut where it is long."""
    plain = " ".join(text.split())
    return f"“{plain[: most - 1]}…”" if len(plain) > most else f"“{plain}”"
