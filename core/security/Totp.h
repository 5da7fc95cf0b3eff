#pragma once

#include "core/base/UtcTime.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace gatehouse::security {

// Time-based one-time passwords, RFC 6238: HMAC-SHA-1, steps of 30 s since the Unix epoch, six digits. That is what
// every authenticator app takes; the RFC's larger hashes are not. Pure functions.
inline constexpr qint64 TotpStepMilliseconds = 30'000;
inline constexpr int TotpDigits = 6;
// Before and after that of now, of which a code is taken: a clock may be off by half a minute.
inline constexpr qint64 TotpStepsAround = 1;

// Which step a moment lies in.
[[nodiscard]] qint64 totpStep(UtcTime moment);
// Leaves nothing of the secret (TotpSecret.h) in memory.
[[nodiscard]] QString totpCode(QByteArrayView secret, qint64 step, int digits = TotpDigits);
// Which of the steps around `now` (TotpStepsAround) the code is of. Spaces in the code do not count. Absent when it is
// of none of them.
[[nodiscard]] std::optional<qint64> matchingTotpStep(QByteArrayView secret, const QString& code, UtcTime now);

// RFC 4648 section 6, without padding; read without regard to case, spaces and padding. Both have the room they need
// from the start: what is wiped in the end is all there was.
[[nodiscard]] QByteArray toBase32(QByteArrayView bytes);
[[nodiscard]] std::optional<QByteArray> fromBase32(QByteArrayView text);

} // namespace gatehouse::security
