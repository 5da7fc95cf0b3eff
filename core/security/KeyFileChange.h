#pragma once

#include "core/security/KeySlotFile.h"

namespace gatehouse::security {

// The key file written anew inside a transaction of the store, whose commit may still fail: the old one keeps a second
// name beside it until then and is renamed back, which takes no room on a disk that has become full. One thread.
class KeyFileChange
{
public:
    // FileNotWritable, DiskFull: the old file stands.
    static Result<KeyFileChange> write(const QString& file, KeySlotFile& keys, const audit::SigningKey& key);
    KeyFileChange(KeyFileChange&& other) noexcept;
    KeyFileChange& operator=(KeyFileChange&&) = delete;
    // Puts the old file back unless the new one is kept.
    ~KeyFileChange();
    void keep();

    // What a machine that went off in between left: the key file that is in its place counts.
    static void removeLeftover(const QString& file);

private:
    KeyFileChange(QString file, QByteArray before);
    QString m_file;
    QByteArray m_before; // content, for a file system without second names
};

} // namespace gatehouse::security
