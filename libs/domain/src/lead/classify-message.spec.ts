import { describe, expect, it } from '@jest/globals';
import { classifyMessage } from './classify-message.js';

describe('classifyMessage', () => {
  it.each([
    ['temperature logs for an audit in January', 'buying'],
    ['Could we get a demo and pricing for 14 cold rooms?', 'buying'],
    ['Wir brauchen ein Angebot für die Überwachung von 30 Kühlräumen', 'buying'],
    ['Nous recherchons un devis', 'buying'],
    ['do you have internships?', 'job_seeker'],
    ['Anbei meine Bewerbung mit Lebenslauf', 'job_seeker'],
    ['Our agency offers SEO services', 'vendor'],
    ['The gateway stopped working', 'support'],
    ['Unsere Sensoren: Fehlermeldung E4', 'support'],
    ['We stopped working with our old supplier and need a quote', 'buying'],
    ['Hello', 'unclear'],
    ['', 'unclear'],
    [null, 'unclear'],
    ['Is an internship possible? By the way, my invoice is wrong', 'unclear'],
  ])('%j is %s', (text, messageClass) => {
    expect(classifyMessage(text).messageClass).toBe(messageClass);
  });

  it('finds whole words only', () => {
    expect(classifyMessage('Democracy and backorders').messageClass).toBe('unclear');
  });

  it('names the words it rests on', () => {
    expect(classifyMessage('Do you have INTERNSHIPS?').because).toBe('says "internships"');
  });
});
