#pragma once

#include "core/base/Result.h"

#include <QHash>
#include <QMap>
#include <QSet>
#include <QString>
#include <QStringList>

namespace gatehouse::enrolment {

// The pictures that lie beside an import file. A person's are those the file names, else REF.jpg, REF_1.jpg, REF_2.jpg
// … and everything in a subfolder REF. Nothing outside the folder is ever read: names that lead out of it, links
// included, are not found. jpg, jpeg, png, webp and bmp; names as written, extensions in any case. Reads the folder
// once; any one thread.
class PictureFolder
{
public:
    // No folder at all: nothing is ever found.
    PictureFolder() = default;
    // FileNotReadable when it is not a folder.
    static Result<PictureFolder> open(const QString& folder);

    // Absolute path of a picture by the name the import file gives it (a subfolder may be part of it); empty when there
    // is no such picture.
    [[nodiscard]] QString named(const QString& name) const;
    // Absolute paths: REF, then by number, then the subfolder by name. `allRefs` are all references of the import:
    // A_1.jpg is the picture of person A only when there is no person A_1.
    [[nodiscard]] QStringList ofRef(const QString& ref, const QSet<QString>& allRefs) const;

private:
    static constexpr int MostNumbered = 99;
    void noteNumber(const QString& baseName);

    QString m_root; // canonical
    QHash<QString, QStringList> m_byBaseName; // absolute paths
    QHash<QString, QMap<int, QString>> m_numbered; // by REF: the base names REF_1, REF_2 …
};

} // namespace gatehouse::enrolment
