#include "ui/people/ProofView.h"

#include "core/evidence/PictureCodec.h"
#include "ui/people/Facts.h"
#include "ui/words/ReasonText.h"

#include <QVBoxLayout>

namespace gatehouse::ui {

namespace {

constexpr int WidestPicture = 340; // px at 100 %

} // namespace

ProofView::ProofView(
    const SiteContext& context, const people::Consent& consent, const people::ConsentProof& proof, QWidget* parent)
    : QWidget(parent)
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
        addExport(column, context, proof.bytes.size());
    }
    column->addStretch(1);
}

void ProofView::addExport(QVBoxLayout* column, const SiteContext& context, qsizetype bytes)
{
    const Appearance& look = context.appearance;
    column->addWidget((new Label(look,
                           tr("The signed form is a PDF of %1 KB. To look at it, it has to leave the site as a file, "
                              "which takes two people.")
                               .arg(bytes / 1024 + 1)))
                          ->wrapped());
    if (!context.session.may(security::Permission::ExportPersonalData))
        return;
    auto* saveCopy = new Button(look, ButtonLook::Plain, Icon::Download, tr("Save a copy…"));
    saveCopy->setObjectName(QStringLiteral("saveProof"));
    connect(saveCopy, &QPushButton::clicked, this, &ProofView::exportRequested);
    column->addWidget(saveCopy, 0, Qt::AlignLeft);
}

} // namespace gatehouse::ui
