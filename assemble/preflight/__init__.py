"""Whether a finished PDF is fit for the press; reads any PDF, and trusts none."""
