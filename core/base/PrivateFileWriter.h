#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace gatehouse {

// Writes one private file (0600) in parts and puts it in its place as a whole: into FILE.part, flushed to the disk,
// renamed over FILE, the folder flushed. Until commit() has succeeded the old content stands; destroyed before that it
// leaves nothing. One thread. Errors: DiskFull, FileNotWritable.
class PrivateFileWriter
{
public:
    static Result<PrivateFileWriter> create(const QString& file);
    PrivateFileWriter(PrivateFileWriter&& other) noexcept;
    PrivateFileWriter& operator=(PrivateFileWriter&&) = delete;
    ~PrivateFileWriter();

    Result<void> write(const QByteArray& bytes);
    // Over bytes that were written before, from `offset`; the next write() goes on at the end.
    Result<void> overwrite(qint64 offset, const QByteArray& bytes);
    Result<void> commit();

private:
    PrivateFileWriter(int descriptor, QByteArray target);
    [[nodiscard]] QByteArray partial() const { return m_target + ".part"; }

    int m_descriptor;
    QByteArray m_target;
};

} // namespace gatehouse
