#include "ui/people/ProofView.h"

#include "core/base/PrivateFile.h"
#include "core/evidence/PictureCodec.h"
#include "ui/people/Facts.h"
#include "ui/words/ErrorText.h"
#include "ui/words/ReasonText.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int WidestPicture = 340; // px at 100 %

} // namespace

ProofView::ProofView(
    const SiteContext& context, const people::Consent& consent, const people::ConsentProof& proof, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_proof(proof)
    , m_saved((new Label(context.appearance, {}, TextSize::Caption, Role::Muted))->wrapped())
{
    const Appearance& look = context.appearance;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, look.theme().px(Gap::Small), 0);
    column->setSpacing(look.theme().px(Gap::Small));
    addFact(column, look, tr("Purpose"), consentPurposeText(consent.purpose));
    addFact(column, look, tr("Given"), context.time.date(consent.givenAt));
    addFact(column, look, tr("Form"), consentFormText(consent.form));
    addFact(column, look, tr("Guardian"), consent.guardian);
    addFact(column, look, tr("Notice"), consent.noticeVersion);
    if (const auto picture = evidence::decodePicture(proof.bytes)) {
        auto* shown = new QLabel;
        shown->setObjectName(QStringLiteral("proofPicture"));
        shown->setAccessibleName(tr("Signature or signed form"));
        const int widest = look.theme().px(WidestPicture);
        QImage image = *picture;
        if (image.width() > widest)
            image = image.scaledToWidth(widest, Qt::SmoothTransformation);
        shown->setPixmap(QPixmap::fromImage(image));
        column->addWidget(shown);
    } else {
        column->addWidget((new Label(look,
                               tr("The signed form is a PDF of %1 KB. Save it to look at it; the copy lies "
                                  "outside the site then and is yours to delete.")
                                   .arg(proof.bytes.size() / 1024 + 1)))
                              ->wrapped());
        auto* saveCopy = new Button(look, ButtonLook::Plain, Icon::Download, tr("Save a copy…"));
        saveCopy->setObjectName(QStringLiteral("saveProof"));
        connect(saveCopy, &QPushButton::clicked, this, &ProofView::save);
        column->addWidget(saveCopy, 0, Qt::AlignLeft);
    }
    column->addWidget(m_saved);
    column->addStretch(1);
}

void ProofView::save()
{
    m_context.prompts.saveFile(
        this, { tr("Signed form"), tr("PDF (*.pdf)"), tr("consent.pdf") }, [this](const QString& file) {
            if (file.isEmpty())
                return;
            const auto written = replacePrivateFile(file, m_proof.bytes);
            m_saved->setText(written ? tr("Saved.") : errorText(written.error()));
        });
}

} // namespace gatehouse::ui
