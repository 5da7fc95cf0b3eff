#include "tests/e2e/runtime/ByteSearch.h"

#include <QDirIterator>
#include <QFile>
#include <QStringEncoder>

namespace gatehouse::test {

void ByteSearch::addText(const QString& text)
{
    m_wanted.append({ text + QStringLiteral(" in UTF-8"), text.toUtf8() });
    for (const auto encoding : { QStringConverter::Utf16LE, QStringConverter::Utf16BE }) {
        QStringEncoder encoder(encoding);
        m_wanted.append({ text + QStringLiteral(" in UTF-16"), QByteArray(encoder(text)) });
    }
}

void ByteSearch::addBytes(const char* name, const QByteArray& bytes)
{
    m_wanted.append({ QString::fromLatin1(name), bytes });
}

QStringList ByteSearch::in(const QString& folder) const
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = file.readAll();
        for (const Wanted& wanted : m_wanted) {
            if (content.contains(wanted.bytes))
                found.append(file.fileName() + QStringLiteral(": ") + wanted.name);
        }
    }
    return found;
}

} // namespace gatehouse::test
