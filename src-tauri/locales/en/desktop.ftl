## What the program says outside its window: dialogs, the browser, refusals to start.

desktop-choose-videos = Choose videos
desktop-video-files = Videos
desktop-no-browser = The browser did not open.
    .remedy = Set a default browser in your system, then try again.
desktop-in-use = Greenroom is already open with this data folder.
    .remedy = Close the other window, then start again.
desktop-no-folder = This system names no folder for application data.
    .remedy = Start with --data-dir FOLDER.
desktop-newer-data = This data folder was used by a newer Greenroom.
    .remedy = Install the newer version again. Nothing was changed.
desktop-data-locked = Another program holds Greenroom’s database. Nothing was changed.
    .remedy = Close the program that has greenroom.db open, a backup perhaps, then start again.
desktop-data-damaged = Greenroom’s database is damaged. Nothing was changed.
    .remedy = Put back a copy of greenroom.db; those from before updates lie beside it. To begin anew, move it elsewhere. Your videos are not in it.
desktop-disk-full = The disk is full, so Greenroom cannot open its data. Nothing was changed.
    .remedy = Free some space, then start again.
desktop-data-unreadable = Greenroom could not open its data. Nothing was changed.
    .remedy = Look at the folder's permissions and free space, then start again.
desktop-no-window = The window could not be opened.
    .remedy = Look at the log in the data folder.
