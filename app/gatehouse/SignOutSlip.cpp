#include "app/gatehouse/SignOutSlip.h"

#include <QCoreApplication>

namespace gatehouse {

namespace {

struct SlipWords
{
    Q_DECLARE_TR_FUNCTIONS(SignOutSlip)
};

} // namespace

QString SignOutSlip::line() const
{
    return SlipWords::tr("Signed out. The audit trail ends at %1, signed by the site.")
        .arg(audit::shortHead(signature.state));
}

QString SignOutSlip::title() const
{
    return SlipWords::tr("End of shift: %1").arg(siteName);
}

QString SignOutSlip::page() const
{
    return SlipWords::tr("%1 signed out at %2.").arg(who, at) + QStringLiteral("\n\n")
        + SlipWords::tr("The audit trail ended at: %1").arg(audit::shortHead(signature.state)) + u'\n'
        + SlipWords::tr("In full: entry %1, hash %2")
              .arg(QString::number(signature.state.entries), QString::fromLatin1(signature.state.head.toHex()))
        + u'\n' + SlipWords::tr("Signature number: %1").arg(signature.number) + QStringLiteral("\n\n")
        + SlipWords::tr(
            "Keep this sheet: with it anyone can show that no entry up to this one was changed or taken away.");
}

} // namespace gatehouse
