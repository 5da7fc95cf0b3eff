#include "ui/privacy/ImpactForm.h"

#include "ui/common/Background.h"
#include "ui/common/Banner.h"
#include "ui/documents/ImpactDocument.h"
#include "ui/documents/PdfOutput.h"
#include "ui/documents/PrivacyWords.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

ImpactForm::ImpactForm(const SiteContext& context, QWidget* parent)
    : PanelForm(parent)
    , m_context(context)
    , m_banner(new Banner(context.appearance))
    , m_column(new QVBoxLayout(this))
{
    const Theme& theme = context.appearance.theme();
    m_column->setContentsMargins(0, 0, theme.px(Gap::Small), 0);
    m_column->setSpacing(theme.px(Gap::Medium));
    m_column->addWidget(m_banner);
    context.site.writer().request(
        [actor = context.session.actor(), &clock = context.clock](
            store::Database& database) { return privacy::noteImpactAssessment(actor, database, clock); },
        this,
        [this](const Result<void>& noted) {
            if (noted)
                read();
            else
                m_banner->showError(noted.error());
        });
}

void ImpactForm::read()
{
    m_context.site.reader().request(
        [actor = m_context.session.actor(), &clock = m_context.clock](
            store::Database& database) { return privacy::readImpactFacts(actor, database, clock); },
        this,
        [this](const Result<privacy::ImpactFacts>& facts) {
            if (facts)
                show(*facts);
            else
                m_banner->showError(facts.error());
        });
}

void ImpactForm::show(const privacy::ImpactFacts& facts)
{
    m_facts = facts;
    const Appearance& look = m_context.appearance;
    m_column->addWidget((new Label(look,
                             tr("Made from the live configuration: %1 cameras, %2 people, %3 vehicles.")
                                 .arg(facts.cameras.size())
                                 .arg(facts.counts.allPersons())
                                 .arg(facts.counts.vehicles)))
                            ->wrapped());
    const QList<privacy::FoundRisk> risks = facts.risks();
    auto* heading = new Label(look, risks.isEmpty() ? tr("No risk of those it looks for.") : tr("What to think about"));
    heading->setObjectName(QStringLiteral("impactHeading"));
    heading->setWeight(QFont::DemiBold);
    m_column->addWidget(heading->wrapped());
    for (const privacy::FoundRisk& risk : risks) {
        const RiskWords words = riskWords(risk.risk);
        m_column->addWidget((new Label(look, words.what, TextSize::Body, Role::Ask))->wrapped());
        QStringList where;
        for (const QString& one : risk.where) {
            const auto dataClass = privacy::dataClassFromCode(one);
            where.append(dataClass ? dataClassText(*dataClass) : one);
        }
        if (!where.isEmpty())
            m_column->addWidget((new Label(look, where.join(QStringLiteral(", "))))->wrapped());
        m_column->addWidget((new Label(look, words.measure, TextSize::Body, Role::Muted))->wrapped());
    }
    m_column->addStretch(1);
    Q_EMIT stateChanged();
}

void ImpactForm::save()
{
    m_banner->clear();
    m_context.prompts.saveFile(this,
        { tr("Save the impact assessment"), tr("PDF documents (*.pdf)"), QStringLiteral("impact-assessment.pdf") },
        [this](const QString& file) {
            if (!file.isEmpty())
                write(file);
        });
}

void ImpactForm::write(const QString& file)
{
    const auto work = [facts = *m_facts, time = m_context.time, file] {
        return writePdf(impactDocument(facts, time), file);
    };
    runInBackground(this, work, [this](const Result<void>& written) {
        if (written)
            Q_EMIT saved(0);
        else
            m_banner->showError(written.error());
    });
}

} // namespace gatehouse::ui
