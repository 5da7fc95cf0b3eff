#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace gatehouse {

// Files that only the account running the program may read: folders 0700, files 0600. Linux only. Thread-safe as long
// as two threads do not write the same file. Error details hold the operating system's reason, never a path.

// Makes the folder and what is missing above it; one that is there is closed to others where that is ours to do.
Result<void> makePrivateFolder(const QString& folder);

// Makes an empty file and never follows or replaces what is there: AlreadyExists, FileNotWritable.
Result<void> createPrivateFile(const QString& file);

// Replaces the file's content as a whole: written beside, flushed to the disk, renamed over, the folder flushed. After
// a power cut there is the old content or the new. DiskFull and FileNotWritable leave the old content.
Result<void> replacePrivateFile(const QString& file, const QByteArray& content);

// The whole content: NotFound, FileNotReadable (also when longer than `limit` bytes).
Result<QByteArray> readSmallFile(const QString& file, qint64 limit);

// Flushes what was written to the file to the disk.
Result<void> flushFile(const QString& file);

// Flushes a folder's entries to the disk, so that a new or renamed file is still there after a power cut.
Result<void> flushFolder(const QString& folder);

// Removes the file after overwriting it with zeros in its place and flushing that, for what must not be read again
// (keys that were destroyed since). Worth it on a plain disk. An SSD, a stick or a file system that copies on write
// puts the zeros elsewhere and keeps the old blocks until it needs them: what has to be gone there must have been
// encrypted under a key that is gone. One that is not there is no error; one that has a second name only loses this
// one.
Result<void> removeOverwritten(const QString& file);

} // namespace gatehouse
