#pragma once

#include "core/people/Person.h"
#include "ui/common/SiteContext.h"
#include "ui/common/Widgets.h"

namespace gatehouse::ui {

// What is known of one vehicle: plate, owner, what it may.
class VehicleDetail : public QWidget
{
    Q_OBJECT

public:
    VehicleDetail(const SiteContext& context, const people::Vehicle& vehicle, const QStringList& groups,
        QWidget* parent = nullptr);

Q_SIGNALS:
    void ownerRequested(gatehouse::PersonId owner);
};

} // namespace gatehouse::ui
