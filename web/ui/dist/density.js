"use strict";(()=>{function O(e){let t=new CSSStyleSheet;t.replaceSync(e),document.adoptedStyleSheets=[...document.adoptedStyleSheets,t]}var F=`/* Areas that are shaded by a count; of the script that draws them. */
.density-title {
  font-weight: 650;
}

.density-classes {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 0;
}

.legend-body .density-classes li {
  display: block;
  flex: 1 0 3.2rem;
  min-height: 0;
  padding-right: 4px;
}

.density-classes span {
  display: block;
  height: 10px;
  margin-right: -4px;
}

.legend-body .density-most li {
  display: list-item;
  min-height: 0;
  margin-left: 1.25rem;
  list-style: decimal;
}

.density {
  opacity: 0.82;
}

.density path,
.density circle {
  stroke: var(--ground);
  stroke-width: 0.8;
  vector-effect: non-scaling-stroke;
  pointer-events: auto;
  cursor: zoom-in;
}

.density :hover {
  stroke: var(--ink);
  stroke-width: 2;
}
`;async function C(e,t,n){let r=await fetch(e,{headers:{Accept:t},...n&&{signal:n}});if(!r.ok)throw new Error(`${e}: HTTP ${r.status}`);return r}var te=["adm1","adm2","country","hexagon"];function E(e){return te.some(t=>t===e)}var ne=/^x(_[a-z0-9]+)+$/;function re({columns:e}){return Object.entries(e??{}).flatMap(([t,n])=>n.map(r=>[t,r]))}function k(e){let{within:t,layers:n,kinds:r,verifications:o,words:i,time:s}=e;return[["bbox",t?.join(",")],["layer",n?.join(",")],["kind",r?.join(",")],["verification",o?.join(",")],["q",i],["datetime",s],...re(e)]}function I(e,t){let n=new URL(e,"http://host");for(let r of[...n.searchParams.keys()])ne.test(r)&&n.searchParams.delete(r);for(let[r]of t)n.searchParams.delete(r);for(let[r,o]of t)o&&n.searchParams.append(r,o);return(n.pathname+n.search).replace(/%2C/g,",")}function _(e,{zoom:t,bbox:n,filter:r},o){let i=ie(n,t),s=r.within?oe(i,r.within):i;return I(e,[["zoom",o?String(Math.floor(t)):void 0],...k({...r,within:s})])}function oe(e,t){if(e[0]>e[2]||t[0]>t[2])return t;let[n,r]=[Math.max(e[0],t[0]),Math.max(e[1],t[1])],[o,i]=[Math.min(e[2],t[2]),Math.min(e[3],t[3])];return n<=o&&r<=i?[n,r,o,i]:[t[0],t[1],t[0],t[1]]}function ie(e,t){let n=360/2**(Math.floor(t)+1),[r,o,i,s]=e,u=[Math.floor(r/n),Math.floor(o/n),Math.ceil(i/n),Math.ceil(s/n)],[c,m,f,l]=u.map(a=>Number((a*n).toFixed(6)));return f-c>=360?[-180,Math.max(m,-90),180,Math.min(l,90)]:[A(c),Math.max(m,-90),A(f),Math.min(l,90)]}function A(e){return e>=-180&&e<=180?e:Number((((e+180)%360+360)%360-180).toFixed(6))}function L({best:e,low:t,high:n},r){if(n===0)return"";if(e!==void 0)return r(e);if(t!==void 0&&n!==void 0){let[o,i]=[r(t),r(n)];return o===i?o:`${o}–${i}`}return n!==void 0?`≤${r(n)}`:t?`${r(t)}+`:""}function R(e){let t=e.filter(o=>o>0).sort((o,i)=>o-i),n=[...new Set(t)];if(n.length<=5)return n.map(o=>({from:o,to:o}));let r=[];for(let o=0;o<5;o++){let i=r[o-1]?.to??0,s=t.filter(m=>m>i);if(s.length===0)break;let u=s[Math.max(0,Math.ceil(s.length/(5-o))-1)],c=[...new Set(s)];r.push({from:s[0],to:Math.min(u,c[Math.max(0,c.length-(5-o))])})}return r}function G(e,t){return t.findIndex(({from:n,to:r})=>e>=n&&e<=r)}function N(e){if(!(e>0))return 0;let t=10**Math.max(0,2-Math.floor(Math.log10(e)));return Math.round(e*t)/t}var B=85.0511287798066;function D(e){return e/360+.5}function $(e){let t=Math.sin(Math.min(Math.max(e,-B),B)*Math.PI/180);return .5-Math.log((1+t)/(1-t))/(4*Math.PI)}var W={light:{entries:["#cfd9e8","#a3b8d6","#7594c1","#4a6fa3","#23447a"],deaths:["#f4cfc9","#e6a09a","#d06a6b","#b13a49","#7f0f2b"]},dark:{entries:["#2a3b50","#35557a","#4c7aab","#7ba8d6","#bddcf8"],deaths:["#482a2d","#75353c","#a84a53","#d97a80","#f9bdbe"]}};function z(e,t){return t<=1?[e[3]]:Array.from({length:t},(n,r)=>e[Math.round(r*(e.length-1)/(t-1))])}var M="http://www.w3.org/2000/svg",x=40;function q(e,t,n){let r=e.flatMap(({geometry:a})=>v(a)).map(T);if(r.length===0)return;let o=r.map(([a])=>a*n),i=r.map(([,a])=>a*n),[s,u]=[w(o)-x,-w(o.map(a=>-a))+x],[c,m]=[Math.max(w(i)-x,0),Math.min(-w(i.map(a=>-a))+x,n)],f=document.createElementNS(M,"svg");f.setAttribute("viewBox",[0,0,u-s,m-c].map(a=>a.toFixed(1)).join(" ")),f.setAttribute("preserveAspectRatio","none"),f.classList.add("density");let l=a=>{let[h,p]=T(a);return`${(h*n-s).toFixed(1)} ${(p*n-c).toFixed(1)}`};for(let a of[...e].sort((h,p)=>p.size-h.size))f.append(se(a,t,l));return{svg:f,bounds:[j(s/n),V(m/n),j(u/n),V(c/n)]}}function se({geometry:e,shade:t,title:n,size:r,press:o},i,s){let u;if(e.type==="Point"){u=document.createElementNS(M,"circle");let[m,f]=s(e.coordinates).split(" ");u.setAttribute("cx",m),u.setAttribute("cy",f),u.setAttribute("r",String(r/2))}else u=document.createElementNS(M,"path"),u.setAttribute("d",P(e).map(m=>`M${m.map(s).join("L")}Z`).join(""));u.setAttribute("fill",i[t]??"none");let c=document.createElementNS(M,"title");return c.textContent=n,u.append(c),u.addEventListener("click",o),u}function P(e){switch(e.type){case"Polygon":return e.coordinates;case"MultiPolygon":return e.coordinates.flat();case"GeometryCollection":return e.geometries.flatMap(P);default:return[]}}function v(e){return e.type==="Point"?[e.coordinates]:P(e).flat()}var T=([e,t])=>[D(e),$(t)],j=e=>(e-.5)*360,V=e=>Math.atan(Math.sinh(Math.PI*(1-2*e)))*180/Math.PI;function w(e){return e.reduce((t,n)=>Math.min(t,n),1/0)}var U={widest:46,narrowest:12},ae={light:"#c9c6bf",dark:"#4a5157"},ue=1e5,ce=5;function X(e){return document.querySelector(`.map-legend select[name=${e}]`)?.selectedOptions[0]?.text??""}function de(e){if(!e.figures_unknown)return e.fatalities??e.fatalities_low??(e.fatalities_high===void 0?0:void 0)}function H(e,t){let n=t.startsWith("deaths")?de(e):e.count;if(n!==void 0)return t.endsWith("rate")?e.population?N(n*ue/e.population):void 0:n}function Y(e,t){let{measure:n,lang:r,say:o,scheme:i}=t,s=e.features.map(({properties:d})=>H(d,n)),u=R(s.filter(d=>d!==void 0)),c=n.startsWith("deaths")?"deaths":"entries",m=[...z(W[i][c],u.length),ae[i]],f=s.includes(void 0),l=Math.max(...s.map(d=>d??0),1),a=new Intl.DisplayNames(r,{type:"region"}),h=({id:d,properties:g})=>t.by==="country"?a.of(d)??d:g.name??"",p=d=>d.toLocaleString(r,{maximumSignificantDigits:n.endsWith("rate")?3:21}),b={measure:X("measure"),by:X("show")},K=d=>{let g=H(d,n);if(g===void 0)return o("density_unknown");let y={best:d.fatalities,low:d.fatalities_low,high:d.fatalities_high};return`${n==="deaths"&&g>0?L(y,p):p(g)} ${b.measure}`},Z=e.features.map((d,g)=>{let y=s[g];return{geometry:d.geometry,shade:y===void 0?u.length:G(y,u),title:[h(d),K(d.properties)].filter(Boolean).join(": "),size:Math.max(U.narrowest,U.widest*Math.sqrt((y??0)/l)),press:()=>t.approach(me(d.geometry))}}),J=t.by==="hexagon"||f?[]:e.features.map((d,g)=>({title:`${h(d)}: ${p(s[g]??0)}`,value:s[g]??0})).filter(({value:d})=>d>0).sort((d,g)=>g.value-d.value).slice(0,ce).map(({title:d})=>d),Q=Z.filter(({shade:d})=>d>=0);return{picture:q(Q,m,t.world),legend:le(u,m,J,e,t,p,b,f)}}function le(e,t,n,r,{say:o},i,s,u){let c=document.createElement("div"),m=(l,a,h="")=>{let p=document.createElement(l);return p.textContent=a,p.className=h,c.append(p),p};m("p",`${s.by} · ${s.measure}`,"density-title"),e.length===0&&m("p",o("density_nothing"));let f=document.createElement("ul");if(f.className="density-classes",e.forEach(({from:l,to:a},h)=>{let p=document.createElement("li");p.textContent=l===a?i(l):`${i(l)}–${i(a)}`;let b=document.createElement("span");b.style.background=t[h],p.prepend(b),f.append(p)}),u){let l=document.createElement("li");l.textContent=o("density_unknown");let a=document.createElement("span");a.style.background=t[e.length],l.prepend(a),f.append(l)}if(c.append(f),n.length>0){let l=document.createElement("ol");l.className="density-most",l.append(...n.map(a=>Object.assign(document.createElement("li"),{textContent:a}))),c.append(l)}return r.elsewhere>0&&m("p",o("density_elsewhere",{n:i(r.elsewhere),all:i(r.count)}),"note"),c}function me(e){let t=e.type==="Point"?.15:0,n=v(e),r=c=>n.reduce(([m,f],l)=>[Math.min(m,c(l)),Math.max(f,c(l))],[1/0,-1/0]),[o,i]=r(([c])=>c),[s,u]=r(([,c])=>c);return[o-t,s-t,i+t,u+t]}var S=class{constructor(t){this.parts=t;this.shown=""}async show({show:t,measure:n},r){if(!E(t)||r.filter.layers?.length===0){this.clear();return}let o=n==="deaths"||n==="entries_rate"||n==="deaths_rate"?n:"entries",i=_(`${this.parts.config.url}&by=${t}`,r,!0),s=`${i} ${o} ${this.parts.scheme()} ${r.zoom}`;if(s===this.shown)return;this.asked?.abort();let{signal:u}=this.asked=new AbortController;try{let c=await(await C(i,"application/geo+json",u)).json();if(u.aborted)return;this.shown=s,this.draw(c,t,o)}catch(c){if(u.aborted)return;console.error(c),this.clear(),this.parts.tell(Object.assign(document.createElement("p"),{textContent:this.parts.say("map_failed")}))}}draw(t,n,r){let{map:o,approach:i,scheme:s,lang:u,say:c,overlay:m,tell:f}=this.parts,l=256*2**o.getZoom(),{picture:a,legend:h}=Y(t,{by:n,measure:r,lang:u,say:c,scheme:s(),world:l,approach:i});this.overlay?.remove(),this.overlay=a&&m(a.svg,a.bounds),f(h)}clear(){this.asked?.abort(),this.shown="",this.overlay?.remove(),this.overlay=void 0,this.parts.tell(void 0)}};O(F);globalThis.incidentmapDensity=S;})();
