#include "ui/people/SealedView.h"

#include "ui/common/FilterLayout.h"
#include "ui/words/ErrorText.h"
#include "ui/words/ReasonText.h"

#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

SealedView::SealedView(const SiteContext& context, const people::Person& person, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_person(person.id)
    , m_idNumber(new Label(context.appearance, person.hasIdNumber ? tr("on file, sealed") : tr("not on file")))
    , m_birthDate(new Label(context.appearance, person.hasBirthDate ? tr("on file, sealed") : tr("not on file")))
    , m_asking(new QWidget)
    , m_reason(new QComboBox)
    , m_failure((new Label(context.appearance, {}, TextSize::Caption, Role::Deny))->wrapped())
{
    const Theme& theme = context.appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Small));
    const auto addRow = [&](const QString& name, Label* value, const QString& objectName) {
        auto* row = new QHBoxLayout;
        auto* label = (new Label(context.appearance, name, TextSize::Body, Role::Muted))->wrapped();
        label->setFixedWidth(theme.px(96));
        row->addWidget(label, 0, Qt::AlignTop);
        value->setObjectName(objectName);
        value->setTextInteractionFlags(Qt::NoTextInteraction); // nothing of it goes to the clipboard
        row->addWidget(value->wrapped(), 1);
        column->addLayout(row);
    };
    addRow(tr("Resident ID"), m_idNumber, QStringLiteral("sealedIdNumber"));
    addRow(tr("Date of birth"), m_birthDate, QStringLiteral("sealedBirthDate"));

    auto* asking = new FilterLayout(theme.px(Gap::Small), theme.px(160), m_asking);
    m_reason->setObjectName(QStringLiteral("sealedReason"));
    m_reason->setAccessibleName(tr("Why it is shown"));
    m_reason->addItem(tr("Why?"), QString());
    for (const people::DisclosureReason reason : people::AllDisclosureReasons)
        m_reason->addItem(disclosureReasonText(reason), people::disclosureReasonCode(reason));
    auto* show = new Button(context.appearance, ButtonLook::Plain, Icon::Eye, tr("Show"));
    show->setObjectName(QStringLiteral("showSealed"));
    show->setEnabled(false);
    asking->add(m_reason, 1);
    asking->add(show, 0);
    column->addWidget(m_asking);
    m_asking->setVisible(
        (person.hasIdNumber || person.hasBirthDate) && context.session.may(security::Permission::ReadSealedFields));
    column->addWidget(m_failure);
    m_failure->hide();
    connect(m_reason, &QComboBox::currentIndexChanged, show, [show](int index) { show->setEnabled(index > 0); });
    connect(show, &QPushButton::clicked, this, &SealedView::ask);
}

void SealedView::ask()
{
    const auto reason = people::disclosureReasonFromCode(m_reason->currentData().toString());
    if (!reason)
        return;
    m_context.site.writer().request(
        [actor = m_context.session.actor(), &clock = m_context.clock, &site = m_context.site, person = m_person,
            reason = *reason](store::Database& database) {
            return people::SealedFields(database, clock)
                .show(actor, person, reason, [&site, &actor](const QByteArray& sealed, const QByteArray& context) {
                    return site.openField(actor, sealed, context);
                });
        },
        this, [this](const Result<people::ShownFields>& fields) { shown(fields); });
}

void SealedView::shown(const Result<people::ShownFields>& fields)
{
    m_failure->setVisible(!fields);
    if (!fields) {
        m_failure->setText(errorText(fields.error()));
        return;
    }
    if (m_asking->isAncestorOf(QApplication::focusWidget()))
        setFocus(Qt::OtherFocusReason); // what comes next takes a consent away
    m_asking->hide();
    m_idNumber->setFace(Face::Code);
    m_idNumber->setText(fields->idNumber.isEmpty() ? tr("not on file") : fields->idNumber);
    m_birthDate->setText(fields->birthDate.isValid() ? fields->birthDate.toString(Qt::ISODate) : tr("not on file"));
}

} // namespace gatehouse::ui
