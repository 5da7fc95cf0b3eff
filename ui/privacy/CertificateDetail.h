#pragma once

#include "core/privacy/Certificate.h"
#include "ui/privacy/FactColumn.h"

namespace gatehouse::ui {

// One certificate of a deletion: what it says, and whether its signature is the site's.
class CertificateDetail : public FactColumn
{
    Q_OBJECT

public:
    CertificateDetail(const SiteContext& context, const privacy::Certificate& certificate, const QString& operatorName,
        QWidget* parent = nullptr);
};

// "31 deleted" or "nothing was overdue", for a row of the list.
[[nodiscard]] QString certificateSummary(const privacy::Certificate& certificate);

} // namespace gatehouse::ui
