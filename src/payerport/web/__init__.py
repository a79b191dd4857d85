"""The look of every page: layouts, components, theme, words for money and dates, refusals.

Owns no table and knows no capability.
"""
