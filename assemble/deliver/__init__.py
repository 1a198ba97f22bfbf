"""What a printer is handed: the job as values, its ticket in two forms, and the parcel itself."""
