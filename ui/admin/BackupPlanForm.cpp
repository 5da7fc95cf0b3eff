#include "ui/admin/BackupPlanForm.h"

#include "ui/common/FormField.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace gatehouse::ui {

BackupPlanForm::BackupPlanForm(const SiteContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_folder(new QLineEdit)
    , m_ringFolder(new QLineEdit)
    , m_daily(new QCheckBox(tr("Every day, at this time of the site")))
    , m_at(new QTimeEdit)
    , m_newest(makeNumber("keepNewest", 1, 1000))
    , m_days(makeNumber("keepDays", 0, 1000))
    , m_weeks(makeNumber("keepWeeks", 0, 1000))
    , m_months(makeNumber("keepMonths", 0, 1000))
    , m_warn(makeNumber("warnAfterDays", 1, 365))
{
    const Appearance& look = context.appearance;
    const Theme& theme = look.theme();
    m_daily->setObjectName(QStringLiteral("backupDaily"));
    m_at->setObjectName(QStringLiteral("backupAt"));
    m_at->setDisplayFormat(QStringLiteral("HH:mm"));
    m_at->setAccessibleName(tr("Time of the daily backup"));
    connect(m_daily, &QCheckBox::toggled, m_at, &QWidget::setEnabled);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(Gap::Medium));
    m_folder->setObjectName(QStringLiteral("backupFolder"));
    m_ringFolder->setObjectName(QStringLiteral("ringFolder"));
    column->addWidget(makeFolder(m_folder,
        { tr("Folder"), tr("Best on a drive that is not this machine's, and that leaves the building now and then."),
            tr("Folder for backups"), "chooseBackupFolder" }));
    column->addWidget(makeFolder(m_ringFolder,
        { tr("Folder for the key ring's copy"),
            tr("On another drive than the backups. There is one copy; it is renewed when keys are made or destroyed."),
            tr("Folder for the copy of the key ring"), "chooseRingFolder" }));
    column->addWidget(m_daily);
    column->addWidget(m_at, 0, Qt::AlignLeft);
    auto* numbers = new QGridLayout;
    numbers->setSpacing(theme.px(Gap::Medium));
    numbers->addWidget(new FormField(look, tr("Newest that stay"), m_newest), 0, 0);
    numbers->addWidget(new FormField(look, tr("One a day, days"), m_days), 0, 1);
    numbers->addWidget(new FormField(look, tr("One a week, weeks"), m_weeks), 1, 0);
    numbers->addWidget(new FormField(look, tr("One a month, months"), m_months), 1, 1);
    column->addLayout(numbers);
    column->addWidget(new FormField(look, tr("Alarm when the last good one is older than, days"), m_warn));
    auto* save = new Button(look, ButtonLook::Plain, tr("Save"));
    save->setObjectName(QStringLiteral("saveBackupPlan"));
    column->addWidget(save, 0, Qt::AlignRight);
    connect(save, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(entered()); });
    show({});
}

QSpinBox* BackupPlanForm::makeNumber(const char* name, int least, int most)
{
    auto* number = new QSpinBox;
    number->setObjectName(QLatin1StringView(name));
    number->setRange(least, most);
    return number;
}

QWidget* BackupPlanForm::makeFolder(QLineEdit* folder, const FolderWords& words)
{
    const Appearance& look = m_context.appearance;
    auto* choose = new Button(look, ButtonLook::Plain, tr("Choose…"));
    choose->setObjectName(QLatin1StringView(words.button));
    connect(choose, &QPushButton::clicked, this, [this, folder, title = words.title] {
        m_context.prompts.openFolder(this, { title, {}, {} }, [folder](const QString& chosen) {
            if (!chosen.isEmpty())
                folder->setText(chosen);
        });
    });
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(folder, 1);
    row->addWidget(choose);
    line->setFocusProxy(folder);
    folder->setAccessibleName(words.label);
    return new FormField(look, words.label, line, words.help);
}

void BackupPlanForm::show(const backup::BackupSettings& settings)
{
    m_shown = settings;
    m_folder->setText(settings.folder);
    m_ringFolder->setText(settings.ringFolder);
    m_daily->setChecked(settings.dailyAt.has_value());
    m_at->setTime(settings.dailyAt.value_or(QTime(2, 30)));
    m_at->setEnabled(settings.dailyAt.has_value());
    m_newest->setValue(settings.keep.newest);
    m_days->setValue(settings.keep.days);
    m_weeks->setValue(settings.keep.weeks);
    m_months->setValue(settings.keep.months);
    m_warn->setValue(settings.warnAfterDays);
}

backup::BackupSettings BackupPlanForm::entered() const
{
    backup::BackupSettings settings = m_shown;
    settings.folder = m_folder->text().trimmed();
    settings.ringFolder = m_ringFolder->text().trimmed();
    settings.dailyAt = m_daily->isChecked() ? std::optional(m_at->time()) : std::nullopt;
    settings.keep = { m_newest->value(), m_days->value(), m_weeks->value(), m_months->value() };
    settings.warnAfterDays = m_warn->value();
    return settings;
}

} // namespace gatehouse::ui
