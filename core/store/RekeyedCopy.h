#pragma once

#include "core/base/Result.h"
#include "core/store/SecretKey.h"

#include <QByteArray>
#include <QString>

#include <memory>

struct sqlite3_backup;

namespace gatehouse::store {

class Connection;

// How far the copy has come, in pages of 4 KiB.
struct RekeyedPages
{
    qint64 copied = 0;
    qint64 total = 0;
    // But for the last page, which finish() takes.
    [[nodiscard]] bool isNearlyDone() const { return total - copied <= 1; }
};

// A copy of one file of a connection under another key, made in steps on the thread that owns the connection, which
// goes on being written between two steps: what the same connection writes meanwhile is carried over into what was
// copied already. Nobody else may write the file. Thrown away before finish() it leaves no file. Must not outlive the
// connection. Made by Database::beginCopy(). Errors: StoreFull, StoreIo.
class RekeyedCopy
{
public:
    static Result<std::unique_ptr<RekeyedCopy>> begin(
        Connection& source, QByteArrayView schema, const QString& target, const SecretKey& key);
    ~RekeyedCopy();
    RekeyedCopy(const RekeyedCopy&) = delete;
    RekeyedCopy& operator=(const RekeyedCopy&) = delete;

    // Copies up to `pages` more, and never the last one: the engine carries writes over for as long only as something
    // is left to copy.
    Result<RekeyedPages> step(int pages);
    // Copies what is left: nothing that is written from here on is carried over. Then closes the copy, opens it with
    // its key, checks every page and index of it, and flushes it to the disk. StoreDamagedOrWrongKey when it is not
    // good.
    Result<void> finish();

private:
    RekeyedCopy(std::unique_ptr<Connection> target, sqlite3_backup* backup, SecretKey key);

    std::unique_ptr<Connection> m_target;
    sqlite3_backup* m_backup;
    SecretKey m_key;
    QString m_file;
    bool m_isFinished = false;
};

// Whether the store's file opens with the key. Another error than a key that does not fit is an error. Opened for
// writing, so that an unfinished log is taken up: the caller holds the right to write.
Result<bool> opensWith(const QString& file, const SecretKey& key);

// Puts `replacement` in the place of `file` in one step, flushed to the disk, after removing the log and index of what
// stood there. StoreIo.
Result<void> replaceStore(const QString& file, const QString& replacement);

} // namespace gatehouse::store
