#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace gatehouse::people {

// The text a person is shown before consenting to be recognised by face. Ships with the program (resources/notices);
// the first line of a file is its version, which names its language too. Nobody consents to a text nobody can show
// again: the hash proves which one it was.
struct ConsentNotice
{
    QString language; // "en", "de", "zh_CN"
    QString version; // "face-access-1-en"
    QString text;
    QByteArray hash; // SHA-256 of the file, 32 bytes
};

// The languages there is a notice for, the first one when nothing fits.
[[nodiscard]] QList<QString> consentNoticeLanguages();

// The notice in `language` ("de", "de_AT", "zh_CN"…), else in English. ResourceMissing or FormatInvalid when the file
// is not there or has no version.
Result<ConsentNotice> loadConsentNotice(QStringView language);

} // namespace gatehouse::people
