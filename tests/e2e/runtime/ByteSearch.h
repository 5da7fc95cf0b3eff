#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace gatehouse::test {

// Looks for byte strings in every file below a folder, hidden ones too.
class ByteSearch
{
public:
    // The text in UTF-8 and in UTF-16 of both byte orders.
    void addText(const QString& text);
    void addBytes(const char* name, const QByteArray& bytes);

    // "file: name" for every hit; files that vanish while it reads are passed over.
    [[nodiscard]] QStringList in(const QString& folder) const;

private:
    struct Wanted
    {
        QString name;
        QByteArray bytes;
    };
    QList<Wanted> m_wanted;
};

} // namespace gatehouse::test
