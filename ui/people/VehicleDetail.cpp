#include "ui/people/VehicleDetail.h"

#include "ui/people/Facts.h"
#include "ui/people/ValidityFields.h"
#include "ui/words/ReasonText.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

VehicleDetail::VehicleDetail(
    const SiteContext& context, const people::Vehicle& vehicle, const QStringList& groups, QWidget* parent)
    : QWidget(parent)
{
    const Appearance& look = context.appearance;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, look.theme().px(Gap::Small), 0);
    column->setSpacing(look.theme().px(Gap::Small));
    auto* plate = new Label(look, vehicle.plate.display(), TextSize::Display);
    plate->setObjectName(QStringLiteral("vehiclePlate"));
    plate->setFace(Face::Code);
    column->addWidget(plate);
    column->addWidget(new Label(look, regionText(vehicle.region), TextSize::Body, Role::Muted));
    addStanding(column, look, standingWords(vehicle.isActive, vehicle.validity, context.clock.now()));
    addFact(column, look, tr("Description"), vehicle.description);
    addFact(column, look, tr("Groups"),
        groups.isEmpty() ? tr("none: no rule lets this vehicle in") : groups.join(QStringLiteral(", ")));
    addFact(column, look, tr("Valid"), validityText(vehicle.validity, context.time));
    addFact(column, look, tr("Owner"), vehicle.owner.isValid() ? vehicle.ownerName : tr("nobody"));
    if (vehicle.owner.isValid() && context.session.may(security::Permission::ViewPeople)) {
        auto* owner = new Button(look, ButtonLook::Link, Icon::User, tr("Show the owner"));
        owner->setObjectName(QStringLiteral("showOwner"));
        column->addWidget(owner, 0, Qt::AlignLeft);
        connect(owner, &QPushButton::clicked, this, [this, id = vehicle.owner] { Q_EMIT ownerRequested(id); });
    }
    column->addStretch(1);
}

} // namespace gatehouse::ui
