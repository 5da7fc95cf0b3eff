#pragma once

#include <QString>

namespace gatehouse::test {

// Stands between the whole test program and the kernel: the calls with which SQLCipher, Qt and our own code open, read,
// write, flush, cut, rename, link and remove files go through here, and one of those that touch a file below a folder
// can be made to fail. Linking this file in is enough; without arm() every call goes through. Any thread.
class IoFaults
{
public:
    enum class Kind {
        DiskFull, // ENOSPC from what takes room: writing, growing, flushing, making, renaming, linking
        NoMoreBytes, // as DiskFull, but names can still be changed, as they can on a disk that is really full
        IoError, // EIO from any call
        ShortWrite, // half of a write is done, and the next one finds the disk full
    };
    enum class Reach { Once, FromThenOn };

    // From now on the `nth` call (from 1) of this kind below `folder` fails; nth 0 only counts.
    static void arm(const QString& folder, Kind kind, long nth, Reach reach = Reach::Once);
    // How many calls of the kind there were since arm(); all go through again.
    static long disarm();
    // The call that failed last, for a test's message: "write site.store-wal".
    static QString lastFault();
};

} // namespace gatehouse::test
