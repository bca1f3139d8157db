"""What a plan's document may be at most, and the sentences for what it can't be."""

from inspector.words import N_

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes of a file with pictures in it (.docx, .pdf)."""
LARGEST_TEXT = 20 * 1024 * 1024
"""Bytes of a text or a web page: ten times the longest plan there is."""
MOST_LINES = 200_000
MOST_CHARACTERS = 10_000_000
LONGEST_LINE = 100_000
MOST_PAGES = 3_000

TOO_LARGE = N_("{file} is larger than {most} MB; no plan is. It was not read.")
TOO_MANY_LINES = N_("{file} has more than {most} lines; no plan does. It was not read.")
TOO_LONG_LINE = N_("{file} has a line of more than {most} characters; no plan does. It was not read.")
TOO_MUCH_TEXT = N_("{file} has more than {most} characters; no plan does. It was not read.")
TOO_MANY_PAGES = N_("{file} has more than {most} pages; no plan does. It was not read.")
EMPTY = N_("{file} holds no text.")
OLD_WORD = N_("{file} is a document of the old kind (.doc or .wps). Save it as .docx in Word or WPS.")
RICH_TEXT = N_("{file} is in Rich Text Format. Save it as .docx in Word or WPS.")
OTHER_WORD = N_("{file} is a web archive or Word XML. Save it as .docx in Word or WPS.")
HAS_PASSWORD = N_("{file} is protected with a password. Save it without one.")
PICTURE = N_("{file} is a picture. Have its text recognised, and save it as .docx.")
WORKBOOK = N_("{file} is a workbook. Copy the table into a document and save that as .docx.")
NO_DOCUMENT = N_("{file} is no document this program can read. Save it as .docx.")
DAMAGED = N_("{file} is damaged or cut short. Ask for it again, or save it anew.")
SCANNED = N_("{file} is a scan: its pages are pictures. Have the text recognised, or ask for the Word file.")
BEYOND_BOUNDS = N_("{file} takes more time or memory than any plan does. It was not read.")
CRASHED = N_("{file} made its reader fail. Save it as .docx, or print it to a new PDF.")
UNPACKS = N_("{file} unpacks to more than any plan does. It was not read.")
MB = 1024 * 1024
