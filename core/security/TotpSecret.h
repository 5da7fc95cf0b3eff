#pragma once

#include "core/security/LockedBytes.h"
#include "core/security/Passphrase.h"

#include <QByteArrayView>

#include <memory>
#include <optional>

namespace gatehouse::security {

// The secret of a second factor (Totp.h), in locked memory that is wiped when the last copy goes. A value. What asks
// for the bytes gets a view of that memory and copies nothing.
class TotpSecret
{
public:
    static constexpr qsizetype Size = 20; // bytes, RFC 4226 section 4, R6

    static TotpSecret random();
    // Letters as toBase32() writes them, of whatever case, with spaces and padding. Absent when they are no secret of
    // this size. What they were read from is the caller's to wipe.
    static std::optional<TotpSecret> fromBase32(QByteArrayView letters);

    [[nodiscard]] QByteArrayView bytes() const;
    operator QByteArrayView() const { return bytes(); } // NOLINT(google-explicit-constructor): as any array of bytes is

    // The 32 letters, to be typed; and what the QR code of the set-up says:
    // otpauth://totp/SITE:NAME?secret=…&issuer=SITE (the form authenticator apps read). Both as locked as the secret.
    [[nodiscard]] Passphrase base32() const;
    [[nodiscard]] Passphrase uri(const QString& siteName, const QString& operatorName) const;

private:
    TotpSecret();
    std::shared_ptr<LockedBytes> m_bytes;
};

} // namespace gatehouse::security
