#pragma once

#include "core/base/UtcTime.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace gatehouse::security {

// Time-based one-time passwords, RFC 6238: HMAC-SHA-1, steps of 30 s since the Unix epoch, six digits. That is what
// every authenticator app takes; the RFC's larger hashes are not. Pure functions.
inline constexpr qsizetype TotpSecretSize = 20; // bytes, RFC 4226 section 4, R6
inline constexpr qint64 TotpStepMilliseconds = 30'000;
inline constexpr int TotpDigits = 6;

QByteArray newTotpSecret();

// Which step a moment lies in.
[[nodiscard]] qint64 totpStep(UtcTime moment);
[[nodiscard]] QString totpCode(const QByteArray& secret, qint64 step, int digits = TotpDigits);
// Which of the steps around `now` the code is of: this one, the one before or the one after, so that a clock may be off
// by half a minute. Spaces in the code do not count. Absent when it is of none of them.
[[nodiscard]] std::optional<qint64> matchingTotpStep(const QByteArray& secret, const QString& code, UtcTime now);

// RFC 4648 section 6, without padding; read without regard to case, spaces and padding.
[[nodiscard]] QString toBase32(const QByteArray& bytes);
[[nodiscard]] std::optional<QByteArray> fromBase32(const QString& text);

// What the QR code of the set-up says: otpauth://totp/SITE:NAME?secret=…&issuer=SITE (the form authenticator apps
// read).
[[nodiscard]] QString totpUri(const QByteArray& secret, const QString& siteName, const QString& operatorName);

} // namespace gatehouse::security
