"""The frozen values that pass between the stages. Nothing here reads, lays out or draws."""
