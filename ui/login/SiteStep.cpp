#include "ui/login/SiteStep.h"

#include "ui/common/FormField.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

SiteStep::SiteStep(const Appearance& look, bool isDemo, QWidget* parent)
    : LoginCard(look, isDemo ? tr("Set up the demo site") : tr("Set up your site"),
        isDemo ? tr("Drawn cars and people drive and walk past cameras of our own making. It is a site of its own, "
                    "clearly marked, and is thrown away on request.")
               : tr("Step 1 of 3. Everything stays on this machine, encrypted, and is readable only after signing in."),
        480, parent)
    , m_name(new QLineEdit(isDemo ? tr("Demo site") : QString()))
    , m_zone(new QComboBox)
    , m_nameField(
          new FormField(look, tr("Name of the site"), m_name, tr("As it shall stand on screen and on reports.")))
    , m_zoneField(nullptr)
{
    m_name->setObjectName(QStringLiteral("siteName"));
    m_name->setMaxLength(100);
    m_zone->setObjectName(QStringLiteral("timeZone"));
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds()) {
        // "Etc/GMT+8" means the opposite of what people read into it.
        if ((id.contains('/') && !id.startsWith("Etc/")) || id == "UTC")
            m_zone->addItem(QString::fromLatin1(id));
    }
    m_zone->setCurrentText(QString::fromLatin1(QTimeZone::systemTimeZoneId()));
    m_zone->completer()->setFilterMode(Qt::MatchContains);
    m_zone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_zoneField =
        new FormField(look, tr("Time zone"), m_zone, tr("Type a city: Shanghai, Berlin, Sao Paulo, Chicago."));
    column()->addWidget(m_nameField);
    column()->addWidget(m_zoneField);

    auto* next = new Button(look, ButtonLook::Primary, tr("Continue"));
    next->setObjectName(QStringLiteral("siteContinue"));
    column()->addWidget(next);
    if (isDemo) {
        auto* back = new Button(look, ButtonLook::Link, tr("No, set up my own site"));
        column()->addWidget(back);
        connect(back, &QPushButton::clicked, this, &SiteStep::ownSiteRequested);
    } else {
        auto* demo = new Button(look, ButtonLook::Link, Icon::Lightbulb, tr("Look around in the demo site first"));
        demo->setObjectName(QStringLiteral("demo"));
        column()->addWidget(demo);
        connect(demo, &QPushButton::clicked, this, &SiteStep::demoRequested);
        auto* comesBack = new Button(look, ButtonLook::Link, Icon::Save, tr("Restore a backup here"));
        comesBack->setObjectName(QStringLiteral("returnBackupHere"));
        column()->addWidget(comesBack);
        connect(comesBack, &QPushButton::clicked, this, &SiteStep::returnRequested);
    }
    connect(next, &QPushButton::clicked, this, &SiteStep::check);
    connect(m_name, &QLineEdit::returnPressed, this, &SiteStep::check);
    connect(m_name, &QLineEdit::textChanged, this, [this] { m_nameField->setError({}); });
    connect(m_zone, &QComboBox::currentTextChanged, this, [this] { m_zoneField->setError({}); });
}

void SiteStep::focusFirst()
{
    m_name->setFocus(Qt::OtherFocusReason);
}

QString SiteStep::name() const
{
    return m_name->text().simplified();
}

QTimeZone SiteStep::timeZone() const
{
    return QTimeZone(m_zone->currentText().trimmed().toLatin1());
}

void SiteStep::check()
{
    if (name().isEmpty()) {
        m_nameField->setError(tr("Give the site a name: the street, the company or the house."));
        m_name->setFocus(Qt::OtherFocusReason);
    } else if (!timeZone().isValid()) {
        m_zoneField->setError(tr("There is no such time zone. Choose one from the list."));
        m_zone->setFocus(Qt::OtherFocusReason);
    } else {
        Q_EMIT completed();
    }
}

} // namespace gatehouse::ui
