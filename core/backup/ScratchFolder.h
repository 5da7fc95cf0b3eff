#pragma once

#include "core/base/Result.h"

#include <QString>

namespace gatehouse::backup {

// A private folder of a random name for a store that is only looked at; it goes with everything in it. What a crash
// left behind goes when the next one is made in the same place, so only one may exist in a place at a time.
class ScratchFolder
{
public:
    // Below `parent`, which is there.
    static Result<ScratchFolder> create(const QString& parent);
    ScratchFolder(ScratchFolder&& other) noexcept;
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    ~ScratchFolder();

    [[nodiscard]] QString store() const { return m_path + QStringLiteral("/site.store"); }
    [[nodiscard]] const QString& path() const { return m_path; }
    // Leaves it there.
    void keep() { m_path.clear(); }

private:
    explicit ScratchFolder(QString path);
    QString m_path;
};

} // namespace gatehouse::backup
