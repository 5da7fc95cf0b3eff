#include "core/security/KeyFileChange.h"

#include "core/base/PrivateFile.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>
#include <unistd.h>
#include <utility>

namespace gatehouse::security {

namespace {

constexpr qint64 MostRead = 4 << 20;

QByteArray asideName(const QString& file)
{
    return QFile::encodeName(file + QStringLiteral(".aside"));
}

} // namespace

KeyFileChange::KeyFileChange(QString file, QByteArray before)
    : m_file(std::move(file))
    , m_before(std::move(before))
{
}

KeyFileChange::KeyFileChange(KeyFileChange&& other) noexcept
    : m_file(std::exchange(other.m_file, {}))
    , m_before(std::move(other.m_before))
{
}

KeyFileChange::~KeyFileChange()
{
    if (m_file.isEmpty())
        return;
    const QByteArray name = QFile::encodeName(m_file);
    if (std::rename(asideName(m_file).constData(), name.constData()) == 0)
        (void)flushFolder(QFileInfo(m_file).absolutePath());
    else if (!m_before.isEmpty())
        (void)replacePrivateFile(m_file, m_before);
    // Two names of one file are left as they are by a rename.
    removeLeftover(m_file);
}

Result<KeyFileChange> KeyFileChange::write(const QString& file, KeySlotFile& keys, const audit::SigningKey& key)
{
    removeLeftover(file);
    GATEHOUSE_TRY_ASSIGN(before, readSmallFile(file, MostRead));
    (void)::link(QFile::encodeName(file).constData(), asideName(file).constData());
    KeyFileChange change(file, std::move(before));
    GATEHOUSE_TRY(keys.save(file, key));
    return change;
}

void KeyFileChange::keep()
{
    if (!m_file.isEmpty())
        removeLeftover(std::exchange(m_file, {}));
}

void KeyFileChange::removeLeftover(const QString& file)
{
    (void)::unlink(asideName(file).constData());
}

} // namespace gatehouse::security
