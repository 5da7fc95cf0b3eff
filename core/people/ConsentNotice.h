#pragma once

#include "core/base/Result.h"
#include "core/people/Person.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <map>

namespace gatehouse::people {

// The text a person is shown before consenting: one a purpose, for each is agreed to for itself. Ships with the program
// (resources/notices); the first line of a file is its version, which names its language too. Nobody consents to a text
// nobody can show again: the hash proves which one it was, and earlier versions stay.
struct ConsentNotice
{
    QString language; // "en", "de", "zh_CN"
    QString version; // "face-access-2-en"
    QString text;
    QByteArray hash; // SHA-256 of the file, 32 bytes
};

// The current notices of every purpose in one language.
using ConsentNotices = std::map<ConsentPurpose, ConsentNotice>;

// The languages there is a notice for, the first one when nothing fits.
[[nodiscard]] QList<QString> consentNoticeLanguages();

// The current notice in `language` ("de", "de_AT", "zh_CN"…), else in English. ResourceMissing or FormatInvalid when
// the file is not there or has another version.
Result<ConsentNotice> loadConsentNotice(QStringView language, ConsentPurpose purpose = ConsentPurpose::AccessFace);
Result<ConsentNotices> loadConsentNotices(QStringView language);

// What somebody agreed to, as a consent names it ("face-access-1-de"). NotFound when it is none of ours.
Result<ConsentNotice> loadNoticeVersion(const QString& version);

} // namespace gatehouse::people
