#include "ui/shell/StatusStrip.h"

#include "ui/words/AgeText.h"
#include "ui/words/FilingText.h"

#include <QHBoxLayout>

namespace gatehouse::ui {

StatusStrip::StatusStrip(const SiteContext& context, const security::SiteInfo& site, QWidget* parent)
    : Panel(Ground::Surface, parent)
    , m_context(context)
    , m_sound(new Button(context.appearance, ButtonLook::Quiet, Icon::Mute, tr("Sound off")))
    , m_people(new Button(context.appearance, ButtonLook::Quiet, {}))
    , m_cameras(new Button(context.appearance, ButtonLook::Quiet, {}))
    , m_store(new Button(context.appearance, ButtonLook::Quiet, {}))
    , m_backup(new Button(context.appearance, ButtonLook::Quiet, {}))
    , m_ring(new Button(context.appearance, ButtonLook::Quiet, {}))
    , m_clock(new Label(context.appearance, {}, TextSize::Title))
{
    const Appearance& look = context.appearance;
    const Theme& theme = look.theme();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(Gap::Large), theme.px(2), theme.px(Gap::Large), theme.px(2));
    row->setSpacing(theme.px(Gap::Small));
    auto* name = new Label(look, site.name, TextSize::Title);
    name->setObjectName(QStringLiteral("siteName"));
    row->addWidget(name);
    if (site.isDemo) {
        m_demoMark = new Label(look, {}, TextSize::Caption, Role::Ask);
        m_demoMark->setObjectName(QStringLiteral("demoMark"));
        m_demoMark->setWeight(QFont::Bold);
        m_demoMark->setToolTip(tr("DEMO SITE · drawn cars and people"));
        row->addSpacing(theme.px(Gap::Small));
        row->addWidget(m_demoMark);
    }
    row->addStretch(1);
    row->addWidget(m_sound);
    row->addWidget(m_people);
    row->addWidget(m_cameras);
    row->addWidget(m_store);
    row->addWidget(m_backup);
    row->addWidget(m_ring);
    row->addSpacing(theme.px(Gap::Large));
    row->addWidget(m_clock);
    m_people->setObjectName(QStringLiteral("peopleCount"));
    m_cameras->setObjectName(QStringLiteral("cameraHealth"));
    m_store->setObjectName(QStringLiteral("storeHealth"));
    m_backup->setObjectName(QStringLiteral("backupHealth"));
    m_backup->setToolTip(tr("The last good backup of the store"));
    m_backup->hide();
    m_ring->setObjectName(QStringLiteral("ringHealth"));
    m_ring->setIcon(look.icon(Icon::Key, Role::Ask));
    m_ring->hide();
    m_clock->setObjectName(QStringLiteral("siteClock"));
    m_clock->setFace(Face::Code);
    m_clock->setToolTip(tr("The site's time (%1)").arg(QString::fromLatin1(context.time.zone().id())));
    m_sound->setObjectName(QStringLiteral("soundOff"));
    m_sound->setIcon(look.icon(Icon::Mute, Role::Ask));
    m_sound->setToolTip(tr("Alarms make no sound. Press to hear them."));
    connect(m_sound, &QPushButton::clicked, this, [this] {
        m_context.settings.setSoundMuted(false);
        if (m_context.settings.soundVolumePercent() == 0)
            m_context.settings.setSoundVolumePercent(ConsoleSettings::UsualVolumePercent);
    });
    connect(&context.settings, &ConsoleSettings::soundChanged, this, &StatusStrip::showSound);
    connect(m_people, &QPushButton::clicked, this, &StatusStrip::detailsRequested);
    connect(m_cameras, &QPushButton::clicked, this, &StatusStrip::detailsRequested);
    connect(m_store, &QPushButton::clicked, this, &StatusStrip::detailsRequested);
    connect(m_backup, &QPushButton::clicked, this, &StatusStrip::detailsRequested);
    connect(m_ring, &QPushButton::clicked, this, [this] {
        if (m_context.session.may(security::Permission::ManageBackups))
            m_context.openPage({ QStringLiteral("backup"), 0 });
        else
            Q_EMIT detailsRequested();
    });
    connect(&m_second, &QTimer::timeout, this, &StatusStrip::tick);
    m_second.start(1000);
    tick();
    setStatus({});
    showSound();
}

void StatusStrip::resizeEvent(QResizeEvent* event)
{
    Panel::resizeEvent(event);
    fit();
}

void StatusStrip::fit()
{
    const auto isTooWide = [this] {
        layout()->invalidate();
        return layout()->sizeHint().width() > width();
    };
    m_people->setVisible(m_count.has_value());
    m_ring->setText(m_ringWords.isEmpty() ? QString() : u' ' + m_ringWords);
    if (m_demoMark)
        m_demoMark->setText(tr("DEMO SITE · drawn cars and people"));
    if (m_demoMark && isTooWide())
        m_demoMark->setText(tr("DEMO"));
    if (m_count && m_count->level() == people::FilingLevel::Below && isTooWide())
        m_people->hide();
    if (isTooWide())
        m_ring->setText({});
}

void StatusStrip::showRing(const StoreHealth& health)
{
    QString help;
    switch (health.ring.need) {
    case backup::RingNeed::Nothing:
        m_ringWords.clear();
        break;
    case backup::RingNeed::KeysMissing:
        m_ringWords = tr("keys missing");
        help =
            tr("Keys of faces or pictures are missing: they do not open until an administrator brings back a copy of "
               "the key ring (Backups).");
        break;
    case backup::RingNeed::NoCopy:
        m_ringWords = tr("no copy of the keys");
        help =
            tr("The keys of faces and pictures are in no backup, so that who is erased stays erased. They need a copy "
               "of their own on another drive (Backups).");
        break;
    case backup::RingNeed::CopyTooOld:
        m_ringWords = tr("copy of the keys %1 old").arg(roughAge(health.ringCopyAge.value_or(0)));
        help = tr("The copy of the key ring is too old: plug its drive in, or make a copy now (Backups).");
        break;
    }
    m_ring->setVisible(!m_ringWords.isEmpty());
    m_ring->setToolTip(help);
    m_ring->setAccessibleName(m_ringWords);
}

void StatusStrip::showPeople(const std::optional<people::PeopleCount>& count)
{
    m_count = count;
    if (!count)
        return;
    const people::FilingLevel level = count->level();
    m_people->setText(u' ' + tr("%Ln people", nullptr, count->persons));
    m_people->setToolTip(filingText(*count));
    switch (level) {
    case people::FilingLevel::Below:
        m_people->setIcon(m_context.appearance.icon(Icon::Users, Role::Muted));
        break;
    case people::FilingLevel::Near:
        m_people->setIcon(m_context.appearance.icon(Icon::Warning, Role::Ask));
        break;
    case people::FilingLevel::Close:
        m_people->setIcon(m_context.appearance.icon(Icon::Warning, Role::Alarm));
        break;
    }
}

void StatusStrip::showSound()
{
    m_sound->setVisible(m_context.settings.isSilent());
    fit();
}

void StatusStrip::setStatus(const SiteStatus& status)
{
    const CameraCount count = countCameras(status);
    QStringList words;
    if (count.live > 0 || status.cameras.isEmpty())
        words << (status.cameras.isEmpty() ? tr("no cameras running") : tr("%n camera(s) live", nullptr, count.live));
    if (count.starting > 0)
        words << tr("%n connecting", nullptr, count.starting);
    if (count.silent > 0)
        words << tr("%n silent", nullptr, count.silent)
                + (count.longestSilence > 0 ? u' ' + SiteTime::age(count.longestSilence) : QString());
    const bool isAlarm = count.silent > 0;
    m_cameras->setText(u' ' + words.join(QStringLiteral(" · "))); // a gap to the icon
    m_cameras->setIcon(
        m_context.appearance.icon(isAlarm ? Icon::CameraOff : Icon::Camera, isAlarm ? Role::Alarm : Role::Muted));

    const bool isFailing = status.recordFailure.has_value() || status.health.disk.isLow();
    QString store = tr("store ✓");
    if (status.recordFailure)
        store = tr("store fails");
    else if (isFailing)
        store = tr("disk %1 % left").arg(status.health.disk.percentLeft());
    m_store->setText(u' ' + store);
    m_backup->setVisible(status.health.backupAge.has_value() || status.health.isBackupTooOld);
    m_backup->setText(
        u' ' + (status.health.backupAge ? tr("backup %1").arg(roughAge(*status.health.backupAge)) : tr("no backup")));
    m_backup->setIcon(m_context.appearance.icon(Icon::Save, status.health.isBackupTooOld ? Role::Alarm : Role::Muted));
    m_store->setIcon(
        m_context.appearance.icon(isFailing ? Icon::Alarm : Icon::Database, isFailing ? Role::Alarm : Role::Muted));
    showRing(status.health);
    showPeople(status.health.people);
    fit();
    m_store->setToolTip(status.recordFailure
            ? tr("The newest record did not reach the disk. Gates stay shut until you decide.")
            : tr("The encrypted store takes every record."));
}

void StatusStrip::tick()
{
    m_clock->setText(m_context.time.clock(m_context.clock.now()));
}

} // namespace gatehouse::ui
