"""The record of every look and change, and who acts. Imported by all apps; imports none of them."""
