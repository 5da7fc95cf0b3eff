#include "ui/admin/RingCard.h"

#include "ui/words/AgeText.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace gatehouse::ui {

RingCard::RingCard(const SiteContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_state((new Label(context.appearance, {}))->wrapped())
    , m_warnings((new Label(context.appearance, {}, TextSize::Body, Role::Ask))->wrapped())
    , m_import(new Button(context.appearance, ButtonLook::Plain, tr("Fill in from a copy…")))
{
    const Appearance& look = context.appearance;
    m_state->setObjectName(QStringLiteral("ringState"));
    m_warnings->setObjectName(QStringLiteral("ringWarnings"));
    m_import->setObjectName(QStringLiteral("importRing"));
    auto* take = new Button(look, ButtonLook::Plain, tr("Copy it to a file…"));
    take->setObjectName(QStringLiteral("exportRing"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(look.theme().px(Gap::Small));
    column->addWidget(new Label(look, tr("Key ring"), TextSize::Title));
    column->addWidget((new Label(look,
                           tr("The keys of faces and pictures. No backup holds them, so that who is erased stays "
                              "erased in all of them. "
                              "They need a copy of their own, apart from the backups."),
                           TextSize::Caption, Role::Muted))
                          ->wrapped());
    column->addWidget(m_state);
    column->addWidget(m_warnings);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(take);
    buttons->addWidget(m_import);
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(take, &QPushButton::clicked, this, &RingCard::askForExport);
    connect(m_import, &QPushButton::clicked, this, &RingCard::askForImport);
    m_warnings->hide();
}

void RingCard::show(const backup::RingState& state)
{
    const UtcTime now = m_context.clock.now();
    if (state.kept && !state.kept->isStale())
        m_state->setText(
            tr("✓ The copy is as the ring is. It was made %1 ago.").arg(roughAge(now - state.kept->takenAt)));
    else if (state.kept)
        m_state->setText(tr("The copy was made %1 ago.").arg(roughAge(now - state.kept->takenAt)));
    else
        m_state->setText(tr("There is no copy."));
    const QStringList warnings = warningsOf(state);
    m_warnings->setText(warnings.join(u'\n'));
    m_warnings->setVisible(!warnings.isEmpty());
    m_import->setVisible(m_context.session.may(security::Permission::RestoreBackup));
}

QStringList RingCard::warningsOf(const backup::RingState& state) const
{
    const QLocale locale;
    QStringList warnings;
    if (state.unreadable != security::Unreadable())
        warnings << tr("▲ Keys are missing: faces that do not open: %1, pictures: %2. Fill them in from a copy.")
                        .arg(locale.toString(state.unreadable.templates), locale.toString(state.unreadable.pictures));
    if (state.folder.isEmpty())
        warnings << tr("▲ No folder for the copy is chosen. If this machine is lost, faces and pictures are lost too.");
    if (state.isFolderMissing)
        warnings << tr("▲ The folder for the copy is not there. Plug in the drive, or choose another folder.");
    if (state.isBesideBackups)
        warnings << tr("▲ The copy lies with the backups: whoever takes them has both. Choose another drive.");
    if (state.isOnStoreDisk)
        warnings << tr("▲ The copy lies on the disk of the store: one fault takes both.");
    if (state.kept && state.kept->destroyedSince > 0)
        warnings << tr(
            "▲ The copy still holds keys that were destroyed since: %1. It is renewed when its drive is there.")
                        .arg(locale.toString(state.kept->destroyedSince));
    else if (state.kept && state.kept->madeSince > 0)
        warnings << tr("▲ Keys that are not in the copy yet: %1. It is renewed when its drive is there.")
                        .arg(locale.toString(state.kept->madeSince));
    if (state.isTooOld)
        warnings << tr("▲ The copy is too old.");
    for (const backup::RingCopyState& copy : state.exported) {
        if (copy.destroyedSince > 0)
            warnings << tr("▲ %1, made %2, holds keys that were destroyed since: copy to it again, or destroy it.")
                            .arg(QFileInfo(copy.file).fileName(), m_context.time.dateTime(copy.takenAt));
    }
    return warnings;
}

void RingCard::askForExport()
{
    m_context.prompts.saveFile(this,
        { tr("Where the copy of the key ring goes"), tr("Copies of a key ring (*.ghring)"),
            QStringLiteral("gatehouse.ghring") },
        [this](const QString& file) {
            if (!file.isEmpty())
                Q_EMIT exportRequested(file);
        });
}

void RingCard::askForImport()
{
    m_context.prompts.openFile(this, { tr("Which copy of the key ring"), tr("Copies of a key ring (*.ghring)"), {} },
        [this](const QString& file) {
            if (!file.isEmpty())
                Q_EMIT importRequested(file);
        });
}

} // namespace gatehouse::ui
