#include "ui/admin/KeysPage.h"

#include "core/backup/RingCopies.h"
#include "ui/admin/LostFactorForm.h"
#include "ui/admin/RecoveryCodeSheet.h"
#include "ui/common/ApprovedActForm.h"
#include "ui/common/Background.h"
#include "ui/common/WholeList.h"
#include "ui/words/ErrorText.h"
#include "ui/words/ReasonText.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

#include <utility>

namespace gatehouse::ui {

namespace {

constexpr qint64 RecoveryKey = -1; // the recovery code's row; operators have their numbers
constexpr int LookMilliseconds = 250;

qint64 keyOfSlot(const security::KeySlotRow& row)
{
    return row.kind == security::SlotKind::Recovery ? RecoveryKey : row.operatorId.value();
}

bool isOfOldFormat(const security::KeySlotRow& row)
{
    return row.format == security::SlotFormat::Wrapped;
}

} // namespace

KeysPage::KeysPage(const SiteContext& context, QWidget* parent)
    : RecordsPage(context, tr("Keys"), parent)
    , m_model(new Model(columns(), keyOfSlot, loader()))
    , m_ring((new Label(context.appearance, {}, TextSize::Body, Role::Ask))->wrapped())
    , m_rekeyPanel(new QWidget)
    , m_rekeyText((new Label(context.appearance, {}))->wrapped())
    , m_rekeyProgress(new QProgressBar)
    , m_rekeyCancel(new Button(context.appearance, ButtonLook::Plain, tr("Cancel")))
    , m_newCode(std::make_shared<std::optional<security::Passphrase>>())
{
    addList(tr("Keys"),
        new DataTable(context.appearance, context.settings, QStringLiteral("keys"),
            emptyList(0, Icon::Key, tr("No key"), tr("Every operator has a key of their own."), {})),
        m_model);
    auto* row = new QHBoxLayout(m_rekeyPanel);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(context.appearance.theme().px(Gap::Medium));
    row->addWidget(m_rekeyText, 2);
    row->addWidget(m_rekeyProgress, 1);
    row->addWidget(m_rekeyCancel);
    m_rekeyPanel->hide();
    m_rekeyText->setObjectName(QStringLiteral("rekeyText"));
    m_rekeyProgress->setObjectName(QStringLiteral("rekeyProgress"));
    m_rekeyProgress->setAccessibleName(tr("How far the site's key is renewed"));
    m_rekeyCancel->setObjectName(QStringLiteral("cancelRekey"));
    m_ring->setObjectName(QStringLiteral("ringMissing"));
    m_ring->hide();
    table(0).addFilter(m_ring, 1);
    table(0).addFilter(m_rekeyPanel, 1);

    auto* code = addAction(0, ButtonLook::Plain, Icon::Key, tr("New recovery code…"), QStringLiteral("newRecovery"));
    connect(code, &QPushButton::clicked, this, &KeysPage::renewRecoveryCode);
    auto* renew = addAction(0, ButtonLook::Plain, Icon::Key, tr("Renew the site's key…"), QStringLiteral("rekey"));
    connect(renew, &QPushButton::clicked, this, &KeysPage::rekey);
    connect(m_rekeyCancel, &QPushButton::clicked, this, [this] {
        this->context().site.cancelRekey();
        m_rekeyCancel->setEnabled(false);
    });
    connect(&m_rekeyWatch, &QTimer::timeout, this, &KeysPage::lookAtRekey);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        if (shownKey() != 0 && !form())
            rowChosen(0, shownKey());
    });
}

PageEntry KeysPage::entry()
{
    return { QStringLiteral("keys"), [] { return tr("Keys"); }, Icon::Key, security::Permission::RekeyStore,
        [](const SiteContext& context) -> Page* { return new KeysPage(context); }, PageLifetime::Operator };
}

KeysPage::Model::Columns KeysPage::columns() const
{
    using security::KeySlotRow;
    const auto tone = [](const KeySlotRow& row) { return isOfOldFormat(row) ? Role::Ask : Role::Text; };
    return {
        { QStringLiteral("who"), tr("Whose"),
            [](const KeySlotRow& row) {
                return row.kind == security::SlotKind::Recovery ? tr("Recovery code") : row.operatorName;
            },
            {}, tone, {}, {}, { Qt::AlignLeft, Face::System, 260 } },
        { QStringLiteral("role"), tr("Role"),
            [](const KeySlotRow& row) {
                return row.kind == security::SlotKind::Recovery ? QString() : roleText(row.role);
            },
            {}, tone, {}, {}, { Qt::AlignLeft, Face::System, 160 } },
        { QStringLiteral("cost"), tr("One guess costs"),
            [](const KeySlotRow& row) {
                return tr("%1 × %2")
                    .arg(row.cost.passes)
                    .arg(QLocale().formattedDataSize(qint64(row.cost.memoryBytes), 0));
            },
            [](const KeySlotRow& row) { return QVariant(row.cost.passes * row.cost.memoryBytes); }, tone, {}, {},
            { Qt::AlignRight, Face::System, 160 } },
        { QStringLiteral("factor"), tr("Second factor"),
            [](const KeySlotRow& row) { return row.hasSecondFactor ? tr("yes") : QStringLiteral("–"); }, {}, tone, {},
            {}, { Qt::AlignLeft, Face::System, 140 } },
        { QStringLiteral("made"), tr("Made"),
            [time = context().time](
                const KeySlotRow& row) { return isOfOldFormat(row) ? tr("before the update") : time.date(row.madeAt); },
            [](const KeySlotRow& row) { return QVariant(row.madeAt.milliseconds()); }, tone, {}, {},
            { Qt::AlignLeft, Face::System, 180 } },
    };
}

KeysPage::Model::Loader KeysPage::loader()
{
    return wholeListLoader<security::KeySlotRow>(
        this, [&site = context().site, actor = context().session.actor()] { return site.keySlots(actor); });
}

void KeysPage::activated()
{
    m_model->reload();
    lookAtRing();
    lookAtRekey();
    m_rekeyWatch.start(LookMilliseconds);
}

const security::KeySlotRow* KeysPage::slotOf(qint64 key) const
{
    for (int index = 0; index < m_model->rowCount(); ++index) {
        if (keyOfSlot(m_model->row(index)) == key)
            return &m_model->row(index);
    }
    return nullptr;
}

void KeysPage::rowChosen(int, qint64 key)
{
    const security::KeySlotRow* found = slotOf(key);
    if (!found)
        return;
    const security::KeySlotRow row = *found;
    if (row.kind == security::SlotKind::Recovery) {
        showRecoverySlot(row);
        return;
    }
    const Appearance& look = context().appearance;
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, look.theme().px(Gap::Small), 0);
    column->setSpacing(look.theme().px(Gap::Medium));
    column->addWidget(new Label(look, roleText(row.role)));
    column->addWidget(vaultLabel(row));
    if (isOfOldFormat(row))
        column->addWidget((
            new Label(look,
                tr("Not used since the program was updated. It is made anew when they sign in; renewing the site's key "
                   "before that takes it away."),
                TextSize::Body, Role::Ask))
                              ->wrapped());
    column->addStretch(1);
    QList<QWidget*> foot;
    if (row.hasSecondFactor && row.operatorId != context().session.actor().id) {
        auto* lost = new Button(look, ButtonLook::Plain, tr("Second factor lost…"));
        lost->setObjectName(QStringLiteral("lostFactor"));
        connect(lost, &QPushButton::clicked, this, [this, row] { replaceLostFactor(row); });
        foot.append(lost);
    }
    auto* away = new Button(look, ButtonLook::Deny, tr("Take away…"));
    away->setObjectName(QStringLiteral("revokeKey"));
    connect(away, &QPushButton::clicked, this, [this, row] { revoke(row); });
    foot.append(away);
    showDetail(key, row.operatorName, body, foot);
}

// Whether it opens sealed fields, and if not, why not and what helps.
Label* KeysPage::vaultLabel(const security::KeySlotRow& row) const
{
    const bool isRecovery = row.kind == security::SlotKind::Recovery;
    QString words;
    if (row.holdsVault)
        words = tr("Opens sealed data: resident ID and date of birth.");
    else if (!security::mayHoldVault(row.kind, row.role))
        words = tr("Does not open sealed data (resident ID, date of birth): this role may not read it.");
    else if (isRecovery)
        words = tr("Does not open sealed data (resident ID, date of birth): it was made before there was any, or by "
                   "somebody who could not open it. A new recovery code made by an administrator who can opens it.");
    else if (isOfOldFormat(row))
        words = tr("Does not open sealed data (resident ID, date of birth) yet: this key is from before the update. It "
                   "is made anew when they sign in.");
    else
        words = tr("Does not open sealed data (resident ID, date of birth) yet, though the role may: the key was made "
                   "when nobody who can open it was there. It is added when somebody who can signs in next.");
    auto* label = (new Label(context().appearance, words, TextSize::Body,
                       row.holdsVault || !security::mayHoldVault(row.kind, row.role) ? Role::Muted : Role::Ask))
                      ->wrapped();
    label->setObjectName(QStringLiteral("vaultState"));
    return label;
}

void KeysPage::showRecoverySlot(const security::KeySlotRow& row)
{
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, context().appearance.theme().px(Gap::Small), 0);
    column->addWidget((new Label(context().appearance,
                           tr("Brings an administrator back who has lost passphrase or second factor. It was shown "
                              "once when it was made, and is kept nowhere. If the sheet is lost or was seen by "
                              "others, make a new one.")))
                          ->wrapped());
    column->addWidget(vaultLabel(row));
    column->addStretch(1);
    showDetail(RecoveryKey, tr("Recovery code"), body, {});
}

void KeysPage::revoke(const security::KeySlotRow& row)
{
    startForm(new ApprovedActForm(context(),
        { security::Proposal::disableOperator(row.operatorId), tr("Take the key of %1 away").arg(row.operatorName),
            tr("They cannot sign in any more, from now on. An older copy of the key file, such as one in a backup, "
               "would still open the records with their passphrase: renew the site's key afterwards where that is to "
               "be feared."),
            tr("Take away"), 0,
            [&site = context().site, actor = context().session.actor(), id = row.operatorId](
                security::Approval&& approval) { return site.disableOperator(actor, std::move(approval), id); } }));
}

void KeysPage::replaceLostFactor(const security::KeySlotRow& row)
{
    startForm(new LostFactorForm(context(), row.operatorId, row.operatorName));
}

void KeysPage::renewRecoveryCode()
{
    startForm(new ApprovedActForm(context(),
        { security::Proposal::renewRecoveryCode(), tr("A new recovery code"),
            tr("The sheet that lies in the safe is void from then on. Have a printer or a stick ready: the new code is "
               "shown only once."),
            tr("Make it"), RecoveryKey,
            [&site = context().site, actor = context().session.actor(), made = m_newCode](
                security::Approval&& approval) -> Result<void> {
                GATEHOUSE_TRY_ASSIGN(code, site.renewRecoveryCode(actor, std::move(approval)));
                *made = code;
                return {};
            } }));
}

void KeysPage::rekey()
{
    startForm(new ApprovedActForm(context(),
        { security::Proposal::rekey(), tr("Renew the key of the whole site"),
            tr("All records are written anew under a new key, and every operator's key is changed with it; nobody "
               "needs "
               "another passphrase. Keys that were taken away, and copies of them, open nothing from then on. Lanes go "
               "on; near the end records wait for some seconds. A power cut does no harm."),
            tr("Renew"), 0,
            [&site = context().site, actor = context().session.actor()](security::Approval&& approval) -> Result<void> {
                GATEHOUSE_TRY(site.rekey(actor, std::move(approval)));
                return {};
            } }));
}

void KeysPage::formSaved(int, qint64 id)
{
    reloadLists();
    if (const auto code = std::exchange(*m_newCode, std::nullopt))
        startForm(new RecoveryCodeSheet(context(), *code, RecoveryKey));
    else if (id != 0)
        openRow(0, id);
}

void KeysPage::lookAtRing()
{
    runInBackground(
        this, [&site = context().site, &clock = context().clock] { return backup::RingCopies(site, clock).health(); },
        [this](const Result<backup::RingHealth>& ring) {
            const bool isMissed = ring && ring->need == backup::RingNeed::KeysMissing;
            m_ring->setText(isMissed ? tr("The keys of some faces and pictures are not on this machine, so nobody can "
                                          "open them, whatever their role: the key ring was lost or is another one. "
                                          "Bring back a copy of it under Backups.")
                                     : QString());
            m_ring->setVisible(isMissed);
        });
}

void KeysPage::lookAtRekey()
{
    if (!isVisible() && !m_wasRekeying) {
        m_rekeyWatch.stop();
        return;
    }
    showRekey(context().site.rekeyState());
}

void KeysPage::showRekey(const security::RekeyState& state)
{
    using security::RekeyStage;
    if (state.isRunning) {
        const bool isCopying = state.progress.stage == RekeyStage::Copying;
        m_rekeyText->setText(isCopying ? tr("Records are written under the new key. Lanes go on.")
                                       : tr("Checked and put in its place; records wait meanwhile."));
        m_rekeyProgress->setRange(0, isCopying && state.progress.total > 0 ? int(state.progress.total) : 0);
        m_rekeyProgress->setValue(int(state.progress.copied));
        m_rekeyProgress->show();
        if (!m_wasRekeying)
            m_rekeyCancel->setEnabled(true);
        m_rekeyCancel->setVisible(isCopying || state.progress.stage == RekeyStage::Checking);
        m_rekeyPanel->show();
    } else if (state.ended) {
        m_rekeyProgress->hide();
        m_rekeyCancel->hide();
        const auto& ended = *state.ended;
        QString text;
        if (!ended)
            text = errorText(ended.error());
        else if (ended->operatorsLeftOut > 0 || ended->isRecoveryCodeLeftOut)
            text =
                tr("Renewed. Keys from before the update could not be taken along: enable those operators again, and "
                   "make a new recovery code if it is not in the list.");
        else
            text = tr("Renewed: every record lies under the new key.");
        m_rekeyText->setText(text);
        m_rekeyText->setTone(ended ? Role::Allow : Role::Deny);
        m_rekeyPanel->show();
        if (m_wasRekeying)
            m_model->reload();
    }
    if (state.isRunning)
        m_rekeyText->setTone(Role::Text);
    m_wasRekeying = state.isRunning;
}

} // namespace gatehouse::ui
