"""Single pages onto printer's sheets: a finished PDF in, the same pages imposed out.

Works on any PDF through pikepdf; knows nothing of issues, layouts or editions.
"""
