#include "core/security/Totp.h"
#include "core/security/TotpSecret.h"
#include "tests/fuzz/FuzzTarget.h"

using namespace gatehouse;

// A secret and a code as people type them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const QByteArray known(security::TotpSecret::Size, '\x2a');
    const UtcTime now = UtcTime::fromMilliseconds(1741057964000);
    const QString typed = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    if (const auto step = security::matchingTotpStep(known, typed, now))
        fuzz::mustHold(std::abs(*step - security::totpStep(now)) <= 1, "a code of now");
    const auto secret = security::fromBase32(typed.toUtf8());
    if (!secret)
        return 0;
    fuzz::mustHold(secret->size() <= static_cast<qsizetype>(size), "no more bytes than letters");
    fuzz::mustHold(security::fromBase32(security::toBase32(*secret)) == secret, "what is written reads the same");
    return 0;
}
